using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Grpc;
using Clearance.Declarations.Receipts;
using Clearance.Hosting;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;

namespace Clearance.Declarations.DecMessages;

/// <summary>Messages and receipts of declarations by gRPC and REST.</summary>
internal sealed class DecMessageEndpoint(DeclarationDesk desk, DecMessageExport export) : DecMessageService.DecMessageServiceBase
{
    public override async Task<HttpBody> GetDecMessage(GetDecMessageRequest request, ServerCallContext context)
    {
        var encoding = request.Encoding switch
        {
            MessageEncoding.Unspecified or MessageEncoding.Utf8 => DecEncoding.Utf8,
            MessageEncoding.Gb18030 => DecEncoding.Chinese,
            _ => throw new RefusedException(Refusal.Invalid(
                "FIELDS_INVALID",
                "No such encoding.",
                new Violation("encoding", "VALUE_UNKNOWN", "No such encoding.", "Use MESSAGE_ENCODING_UTF_8 or MESSAGE_ENCODING_GB18030.") { TextZh = "编码不支持。" })),
        };
        var declaration = (await desk.FindAsync(Names.DeclarationKey(request.Name), context.Actor(), context.CancellationToken)).State;
        var bytes = await export.WriteAsync(declaration, request.Numbers, encoding, context.CancellationToken);
        return new HttpBody { ContentType = $"application/xml; charset={encoding.WebName}", Data = UnsafeByteOperations.UnsafeWrap(bytes) };
    }

    public override async Task<ListReceiptsResponse> ListReceipts(ListReceiptsRequest request, ServerCallContext context) =>
        new() { Receipts = { ReceiptWriter.All((await desk.FindAsync(Names.DeclarationKey(request.Parent), context.Actor(), context.CancellationToken)).State) } };

    public override async Task<Receipt> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        if (request.Name.Split('/') is not ["declarations", var key, "receipts", _])
        {
            throw Names.NotFound();
        }

        var declaration = (await desk.FindAsync(Names.DeclarationKey($"declarations/{key}"), context.Actor(), context.CancellationToken)).State;
        return ReceiptWriter.All(declaration).FirstOrDefault(receipt => receipt.Name == request.Name) ?? throw Names.NotFound();
    }
}
