using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Clearance.Kernel;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Documents;

/// <summary>
/// Asks the operator's virus scanner about a file before it is stored: ClamAV's daemon by its INSTREAM command over TCP, clamd(8). No verdict is no pass.
/// </summary>
internal sealed partial class DocumentScanner(IOptions<DocumentOptions> options, ILogger<DocumentScanner> log)
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestAnswer = 1024;
    private const string Prefix = "stream: ";
    private const string Found = " FOUND";
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the scanner has nothing against the file, or there is no scanner.</summary>
    /// <exception cref="RefusedException">It is infected, or there was no verdict.</exception>
    public async Task PassAsync(FileContent file, CancellationToken cancellationToken)
    {
        if (options.Value.ScannerAddress is not { } address || options.Value.Scanner.Length == 0)
        {
            return;
        }

        var answer = await AskAsync(address, file.Bytes, cancellationToken);
        if (answer == $"{Prefix}OK")
        {
            return;
        }

        if (answer.StartsWith(Prefix, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal) && answer.Length > Prefix.Length + Found.Length)
        {
            var signature = answer[Prefix.Length..^Found.Length];
            LogInfected(file.Sha256, signature);
            throw new RefusedException(Refusal.Invalid(
                "DOCUMENT_INFECTED",
                $"The virus scanner found {signature} in the file, so it was not stored. Clean the computer that it comes from, and upload a clean file.") with
            {
                MessageZh = $"病毒扫描发现{signature}，文件未保存；请清除病毒后重新上传。",
            });
        }

        throw NoVerdict($"it answered \"{answer}\"");
    }

    private async Task<string> AskAsync(Uri address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.ScannerTimeoutSeconds));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.DnsSafeHost, address.Port, limit.Token);
            await using var stream = client.GetStream();
            await SendAsync(stream, bytes, limit.Token);
            return await AnswerAsync(stream, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoVerdict("it was silent for too long");
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            throw NoVerdict(fault.Message);
        }
    }

    private static async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var length = new byte[sizeof(uint)];
        for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(ChunkBytes, rest.Length)..])
        {
            var chunk = rest[..Math.Min(ChunkBytes, rest.Length)];
            BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
            await stream.WriteAsync(length, cancellationToken);
            await stream.WriteAsync(chunk, cancellationToken);
        }

        await stream.WriteAsync(new byte[sizeof(uint)], cancellationToken);
    }

    /// <summary>The answer without the zero that ends it; what ends without one was cut off and says nothing.</summary>
    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var count = 0;
        while (count < answer.Length)
        {
            var read = await stream.ReadAsync(answer.AsMemory(count), cancellationToken);
            if (read == 0)
            {
                break;
            }

            count += read;
            if (answer.AsSpan(0, count).IndexOf((byte)0) is >= 0 and var end)
            {
                return new string([.. Encoding.UTF8.GetString(answer, 0, end).Where(sign => !char.IsControl(sign))]);
            }
        }

        throw new IOException("The answer was cut off.");
    }

    private RefusedException NoVerdict(string why)
    {
        LogNoVerdict(options.Value.Scanner, why);
        return new RefusedException(Refusal.Unavailable(
            "SCANNER_UNAVAILABLE", "The virus scanner gave no verdict on the file, so nothing was stored. Repeat the upload in a few seconds.") with
        {
            MessageZh = "病毒扫描服务暂不可用，文件未保存；请稍后重新上传。",
            RetryAfter = s_retryAfter,
        });
    }

    [LoggerMessage(51, LogLevel.Warning, "An upload with the SHA-256 {Sha256} was refused: the scanner found {Signature}.")]
    private partial void LogInfected(string sha256, string signature);

    [LoggerMessage(52, LogLevel.Error, "The scanner {Scanner} gave no verdict: {Why}.")]
    private partial void LogNoVerdict(string scanner, string why);
}
