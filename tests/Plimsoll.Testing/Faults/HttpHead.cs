using System.Globalization;

namespace Plimsoll.Testing.Faults;

/// <summary>The head of a request or an answer as text: its first line and its headers.</summary>
internal static class HttpHead
{
    /// <summary>A header's value; <c>null</c> where there is none.</summary>
    public static string? FindHeader(string head, string name) => FindLine(head, name)?[(name.Length + 1)..].Trim();

    /// <summary>The head with another value for a header that it has, or without it.</summary>
    public static string Replace(string head, string name, string? value) =>
        FindLine(head, name) is { } line ? head.Replace(line + "\r\n", value is null ? "" : $"{name}: {value}\r\n") : head;

    /// <summary>The status of an answer.</summary>
    public static int ReadStatus(string head) => int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string? FindLine(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
}
