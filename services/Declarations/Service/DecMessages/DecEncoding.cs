using System.Text;
using System.Text.RegularExpressions;

namespace Clearance.Declarations.DecMessages;

/// <summary>Text of a message: UTF-8, or GB18030 where the message names it or one of its subsets (gb2312, GBK). Wrong bytes are an error.</summary>
internal static partial class DecEncoding
{
    private const int PrologBytes = 200;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding s_chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>GB18030, which has every sign of Unicode.</summary>
    public static Encoding Chinese => s_chinese;

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Utf8 => s_utf8;

    public static string Decode(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return s_utf8.GetString(span[3..]);
        }

        var prolog = Encoding.Latin1.GetString(span[..Math.Min(span.Length, PrologBytes)]);
        return (Named().Match(prolog).Groups["name"].Value.ToUpperInvariant()) switch
        {
            "" or "UTF-8" or "UTF8" or "US-ASCII" => s_utf8.GetString(span),
            "GB18030" or "GBK" or "GB2312" => s_chinese.GetString(span),
            var other => throw DecReader.Malformed($"its encoding {other} is neither UTF-8 nor GB18030."),
        };
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?<name>[A-Za-z0-9._-]{1,40})["']""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
