using System.Security.Cryptography;
using System.Xml;
using Clearance.Kernel;

namespace Clearance.Declarations.Documents;

/// <summary>A file as it came in, known by its content: what a caller says of its type is not believed.</summary>
internal sealed record FileContent(ReadOnlyMemory<byte> Bytes, string MediaType, string Extension, string Sha256)
{
    /// <summary>Largest file (DOMAIN 2.1).</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Looks at a file.</summary>
    /// <exception cref="RefusedException">It is too large, or none of the types that customs takes.</exception>
    public static FileContent Of(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes)
        {
            throw new RefusedException(Refusal.Invalid("FILE_TOO_LARGE", $"The file has {bytes.Length} bytes; {MostBytes} are allowed. Compress it, or split it.")
                with { MessageZh = "文件超过4MB。" });
        }

        var (mediaType, extension) = TypeOf(bytes) ?? throw new RefusedException(
            Refusal.Invalid("FILE_TYPE_UNSUPPORTED", "The content is none of PDF, JPEG, PNG and XML; save the document as PDF.") with { MessageZh = "文件内容不是PDF、JPEG、PNG或XML。" });
        return new FileContent(bytes, mediaType, extension, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
    }

    private static (string MediaType, string Extension)? TypeOf(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        return span.StartsWith("%PDF-"u8) ? ("application/pdf", "pdf")
            : span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ("image/jpeg", "jpg")
            : span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? ("image/png", "png")
            : IsXml(bytes) ? ("application/xml", "xml")
            : null;
    }

    private static bool IsXml(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        if (!text.Span.StartsWith("<"u8))
        {
            return false;
        }

        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
            using var reader = XmlReader.Create(new MemoryStream(text.ToArray(), writable: false), settings);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (Exception fault) when (fault is XmlException or System.Text.DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
