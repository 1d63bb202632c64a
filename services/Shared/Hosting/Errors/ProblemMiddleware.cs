using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Status = Google.Rpc.Status;

namespace Clearance.Hosting;

/// <summary>
/// The one place where REST errors become <c>application/problem+json</c>: the status that transcoding writes, statuses without a
/// body (unknown route, too large), and exceptions that nobody caught. Good answers and streams pass through untouched.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    // Kestrel's words; transcoding hands on nothing but the message.
    private const string KestrelTooLarge = "Request body too large";

    private static readonly JsonParser StatusParser = new(
        JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    public async Task InvokeAsync(HttpContext context)
    {
        if (RefusalResponse.IsGrpc(context.Request))
        {
            await next(context);
            return;
        }

        var body = new ErrorCapture(context);
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var correlationId = RefusalInterceptor.CorrelationOf(context);
            EdgeLog.Fault(logger, exception, context.Request.Path, correlationId);
            context.Response.Clear();
            body.Restore();
            await Problem.From(RefusalStatus.Fault(AccessRules.DomainOf(context.GetEndpoint()), correlationId), context).WriteAsync(context);
            return;
        }
        finally
        {
            body.Restore();
        }

        if (context.Response.HasStarted || context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            return;
        }

        if (body.Captured is { } captured)
        {
            await Read(captured, context).WriteAsync(context);
        }
        else if (context.Response.ContentType is null && context.Response.ContentLength is null or 0)
        {
            await Problem.OfBareStatus(context).WriteAsync(context);
        }
    }

    private static Problem Read(byte[] captured, HttpContext context)
    {
        var status = StatusParser.Parse<Status>(Encoding.UTF8.GetString(captured));
        return status.Details.Count == 0 && status.Message.StartsWith(KestrelTooLarge, StringComparison.Ordinal)
            ? Problem.TooLarge(context)
            : Problem.From(status, context);
    }
}

/// <summary>
/// Holds back the body of a transcoded answer when, at its first byte, its status is an error; hands everything else on as it comes.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "The inner body belongs to the server.")]
internal sealed class ErrorCapture : Stream, IHttpResponseBodyFeature
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private MemoryStream? _held;
    private PipeWriter? _writer;
    private bool _passes;

    public ErrorCapture(HttpContext context)
    {
        _context = context;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(this);
    }

    /// <summary>The body that was held back; null when there was none.</summary>
    public byte[]? Captured => _held?.ToArray();

    public Stream Stream => this;

    public PipeWriter Writer => Holds() ? _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true)) : _inner.Writer;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Restore() => _context.Features.Set(_inner);

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => Holds() ? Task.CompletedTask : _inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        _passes = true;
        return _inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public async Task CompleteAsync()
    {
        if (!Holds())
        {
            await _inner.CompleteAsync();
        }
        else if (_writer is not null)
        {
            await _writer.CompleteAsync();
        }
    }

    public override void Flush() => Target().Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Target().FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Target().Write(buffer, offset, count);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Target().WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Target().WriteAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private Stream Target() => Holds() ? _held ??= new MemoryStream() : _inner.Stream;

    private bool Holds()
    {
        if (_held is not null)
        {
            return true;
        }

        _passes = _passes || _context.Response.HasStarted
            || _context.Response.StatusCode < StatusCodes.Status400BadRequest
            || _context.Response.ContentType == Problem.ContentType
            || _context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is null;
        return !_passes;
    }
}
