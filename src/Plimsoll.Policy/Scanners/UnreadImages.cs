namespace Plimsoll.Policy.Scanners;

/// <summary>A file that mentions images where no scanner reads them. It is information, and fails no check.</summary>
/// <param name="File">The path as reported.</param>
/// <param name="Kind">What kind of file it is, or <see cref="UnknownKind"/>.</param>
/// <param name="Line">The line of the first mention, from 1.</param>
internal sealed record UnreadImages(string File, string Kind, int Line)
{
    /// <summary>The kind of a file that is YAML or JSON of any kind.</summary>
    public const string UnknownKind = "unknown";
}
