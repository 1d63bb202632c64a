using System.Security.Cryptography;
using Clearance.Engine;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Documents;

/// <summary>
/// Files by their content: the name of a file is its SHA-256, so the same file is there once and a file cannot be changed unnoticed.
/// Below <c>{Storage:Directory}/documents</c>.
/// </summary>
internal sealed class DocumentStore(IOptions<StorageOptions> options)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Value.Directory), "documents");

    /// <summary>Where a file lies.</summary>
    public string PathOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256);

    /// <summary>The bytes of a file, or null when it is gone, cannot be read, or is no longer what its name says.</summary>
    public async Task<byte[]?> ReadAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(PathOf(sha256), cancellationToken);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? bytes : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stores a file durably; a file that is there already and whole is left alone, a damaged one is mended.</summary>
    public async Task StoreAsync(FileContent file, CancellationToken cancellationToken)
    {
        var path = PathOf(file.Sha256);
        if (File.Exists(path) && await ReadAsync(file.Sha256, cancellationToken) is not null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Written aside and moved: nobody ever sees half a file, whoever dies meanwhile.
        var aside = $"{path}.{Guid.CreateVersion7():N}";
        try
        {
            await using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                await stream.WriteAsync(file.Bytes, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
