using Clearance.Declarations.Domain;
using Clearance.Declarations.Domain.Documents;
using Clearance.Declarations.Grpc;
using Clearance.Kernel;

namespace Clearance.Declarations.Documents;

/// <summary>Reads files for those who may see them, exactly as they were uploaded or not at all.</summary>
internal sealed partial class DocumentReading(DocumentStore documents, ILogger<DocumentReading> log)
{
    /// <summary>The uploaded file of a slot.</summary>
    /// <exception cref="RefusedException">The declaration has no such slot, or nothing was uploaded into it.</exception>
    public static StoredFile FileIn(Declaration declaration, DocumentKind kind)
    {
        var slot = declaration.Documents.FirstOrDefault(slot => slot.Kind == kind) ?? throw Names.NotFound();
        return slot.File is { Sha256.Length: > 0 } file
            ? file
            : throw new RefusedException(Refusal.Precondition(
                "DOCUMENT_NOT_UPLOADED",
                slot.File is { } referenced
                    ? $"The file was not uploaded here; it lies with the single window under its reference {referenced.Reference}. Read it there."
                    : "Nothing has been uploaded into this slot yet. The declarant uploads it.") with { MessageZh = "该单证尚未上传，或仅以编号引用。" });
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="RefusedException">The store has lost or damaged it.</exception>
    public async Task<byte[]> ReadAsync(StoredFile file, CancellationToken cancellationToken)
    {
        if (await documents.ReadAsync(file.Sha256, cancellationToken) is { } bytes)
        {
            return bytes;
        }

        LogUnreadable(documents.PathOf(file.Sha256));
        throw new RefusedException(Refusal.Unavailable(
            "DOCUMENT_UNREADABLE",
            $"The stored file with the SHA-256 {file.Sha256} is gone or damaged, so it is not served. Tell the operator, who restores it.") with { MessageZh = "存储的文件丢失或损坏，不予提供；请通知运维人员恢复。" });
    }

    [LoggerMessage(50, LogLevel.Error, "The document {Path} is gone or is not what its name says; restore it.")]
    private partial void LogUnreadable(string path);
}
