using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Clearance.Kernel;
using Clearance.Payments.Domain;

namespace Clearance.Payments.Tariffs;

/// <summary>The CSV of a tariff on its way in and out of storage. It comes from outside: plain or packed, and maybe a bomb.</summary>
internal static class TariffContent
{
    /// <summary>Bytes that a tariff may have unpacked: 250,000 lines of 250 bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const int Piece = 64 * 1024;

    /// <summary>The CSV of what a caller sent.</summary>
    /// <exception cref="RefusedException">It is empty, too large, no gzip although it begins as such, or no UTF-8.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> sent)
    {
        if (sent.IsEmpty)
        {
            throw Unreadable("It is empty.");
        }

        var csv = sent.ToArray();
        try
        {
            if (csv is [0x1f, 0x8b, ..])
            {
                csv = Inflate(csv) ?? throw Unreadable($"It has more than {MostBytes} bytes unpacked.");
            }

            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(csv);
            return csv;
        }
        catch (InvalidDataException)
        {
            throw Unreadable("It begins like gzip and is none.");
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable("It is no text in UTF-8.");
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

    private static byte[]? Inflate(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var csv = new MemoryStream();
        var piece = new byte[Piece];
        for (int read; (read = gzip.Read(piece)) > 0;)
        {
            csv.Write(piece, 0, read);
            if (csv.Length > MostBytes)
            {
                return null;
            }
        }

        return csv.ToArray();
    }

    private static RefusedException Unreadable(string text) => new(Refusal.Invalid(
        Reasons.TariffUnreadable,
        $"The tariff cannot be read. {text}",
        new Violation("content", Reasons.TariffUnreadable, text, "Send a CSV in UTF-8, plain or packed with gzip.")));
}
