using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;

namespace Clearance.Hosting;

/// <summary>A CSV on its way in and out of storage. It comes from outside: plain or packed, and maybe a bomb.</summary>
public static class CsvContent
{
    private const int Piece = 64 * 1024;

    /// <summary>The CSV of what a caller sent.</summary>
    /// <param name="sent">As it came: plain or packed with gzip.</param>
    /// <param name="mostBytes">Bytes that it may have unpacked.</param>
    /// <param name="reason">Reason of the refusal, from the service's error_reason.proto.</param>
    /// <exception cref="RefusedException">It is empty, too large, no gzip although it begins as such, or no UTF-8.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> sent, int mostBytes, string reason)
    {
        if (sent.IsEmpty)
        {
            throw Unreadable(reason, "It is empty.", "文件为空。");
        }

        var csv = sent.ToArray();
        try
        {
            if (csv is [0x1f, 0x8b, ..])
            {
                csv = Inflate(csv, mostBytes) ?? throw Unreadable(reason, $"It has more than {mostBytes} bytes unpacked.", $"解压后超过{mostBytes}字节。");
            }

            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(csv);
            return csv;
        }
        catch (InvalidDataException)
        {
            throw Unreadable(reason, "It begins like gzip and is none.", "gzip压缩内容损坏。");
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(reason, "It is no text in UTF-8.", "内容不是UTF-8文本。");
        }
    }

    /// <summary>Packs a CSV for storage.</summary>
    public static byte[] Pack(byte[] csv)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(csv);
        }

        return packed.ToArray();
    }

    /// <summary>Reads a CSV, past a byte order mark.</summary>
    public static TextReader Open(byte[] csv) => new StreamReader(new MemoryStream(csv), Encoding.UTF8);

    /// <summary>SHA-256 of a CSV, hexadecimal.</summary>
    public static string HashOf(byte[] csv) => Convert.ToHexStringLower(SHA256.HashData(csv));

    private static byte[]? Inflate(byte[] packed, int mostBytes)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var csv = new MemoryStream();
        var piece = new byte[Piece];
        for (int read; (read = gzip.Read(piece)) > 0;)
        {
            csv.Write(piece, 0, read);
            if (csv.Length > mostBytes)
            {
                return null;
            }
        }

        return csv.ToArray();
    }

    private static RefusedException Unreadable(string reason, string text, string textZh) => new(Refusal.Invalid(
        reason,
        $"The file cannot be read. {text}",
        new Violation("content", reason, text, "Send a CSV in UTF-8, plain or packed with gzip.") { TextZh = textZh }) with { MessageZh = $"文件无法读取：{textZh}" });
}
