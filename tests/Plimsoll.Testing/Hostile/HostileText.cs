using CsCheck;

namespace Plimsoll.Testing.Hostile;

/// <summary>Texts that break readers: in a terminal, in a CI log, in a path, in an encoding, or by their length.</summary>
public static class HostileText
{
    /// <summary>Stands for two bytes that are not UTF-8, see <see cref="Encode"/>.</summary>
    public const char InvalidBytes = '\uF8FF';

    /// <summary>Short texts, each of a kind of its own.</summary>
    public static IReadOnlyList<string> Pieces { get; } =
    [
        "", " ", "\0", "\n", "\r\n", "\t", "\u001b[2J", "\u009b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\udc00", "\ud83d\ude00", $"{InvalidBytes}",
        "\n::error::x", "##vso[task.setvariable variable=PATH]/x", "..", "../../../etc/passwd", "/etc/passwd", "C:\\x", "\\\\host\\x", "~", "-x", "--help", "@", ":", "//", "%00", "%2e%2e",
        "$(id)", "`id`", "${x}", "{{", "{0}", "<<", "null", "true", "-1", "0", "1e999", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999", "NaN", "0x10", "1_000",
        "sha256:", "sha256:" + new string('0', 64), "sha512:" + new string('f', 128), "sha256:" + new string('F', 64), "\u0130", "\u212a", "\uff0e\uff0e", "e\u0301", "*", "[", "]", "(?<", "(a+)+$", "|", "&", ";", "'", "\"", "#",
    ];

    /// <summary>One of the short texts, or one that is long.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (20, OneOf([.. Pieces])),
        (1, OneOf(new string('a', 10_000), new string('(', 5_000), string.Concat(Enumerable.Repeat("a/", 2_000)), new string('\u0301', 2_000))));

    /// <summary>One of some values.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>UTF-8, with bytes that are not UTF-8 where <see cref="InvalidBytes"/> or half a character stands.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new List<byte>(text.Length);
        foreach (var (index, c) in text.Index())
        {
            if (c == InvalidBytes)
                bytes.AddRange([0xC3, 0x28]);
            else if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(text.Substring(index, 2)));
            else if (!char.IsSurrogate(c))
                bytes.AddRange(System.Text.Encoding.UTF8.GetBytes([c]));
            else if (char.IsHighSurrogate(c) || index == 0 || !char.IsHighSurrogate(text[index - 1]))
                bytes.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
        }

        return [.. bytes];
    }
}
