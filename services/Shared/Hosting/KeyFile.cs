using System.Security.Cryptography;

namespace Clearance.Hosting;

/// <summary>
/// A PEM file with one or several P-256 keys, private or public: while keys are rotated, the old and the new one stand side by side.
/// </summary>
internal static class KeyFile
{
    private const int Bits = 256;
    private static readonly string[] PrivateLabels = ["PRIVATE KEY", "EC PRIVATE KEY"];

    /// <summary>Reads the keys in their order.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or does not hold what it should.</exception>
    public static IReadOnlyList<(ECDsa Key, bool IsPrivate)> Read(string file)
    {
        var keys = new List<(ECDsa Key, bool IsPrivate)>();
        var rest = TextOf(file).AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var label = rest[fields.Label].ToString();
            if (label.EndsWith("KEY", StringComparison.Ordinal))
            {
                keys.Add((Import(file, label, rest[fields.Location]), PrivateLabels.Contains(label, StringComparer.Ordinal)));
            }

            rest = rest[fields.Location.End..];
        }

        return keys.Count > 0 ? keys : throw Wrong(file, "holds no key");
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, $"cannot be read ({fault.Message})", fault);
        }
    }

    private static ECDsa Import(string file, string label, ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw Wrong(file, $"holds a {label} that is not an elliptic curve key in plain PEM", fault);
        }

        return key.KeySize == Bits ? key : throw Wrong(file, $"holds a key of {key.KeySize} bits");
    }

    private static InvalidOperationException Wrong(string file, string what, Exception? fault = null) =>
        new($"The key file of the local issuer, {Path.GetFullPath(file)}, {what}. Identity:KeyFile names a PEM file with P-256 keys: public ones to verify tokens, a private one to issue them.", fault);
}
