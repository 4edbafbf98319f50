namespace Plimsoll.Policy;

/// <summary>
/// A stretch of text in a file, in the convention of SARIF 2.1.0 (section 3.30): lines and columns count from 1, columns
/// count UTF-16 code units, and the end column is one past the last character. A byte order mark has no column.
/// </summary>
/// <param name="File">The path as reported: relative to the base directory, with forward slashes.</param>
/// <param name="StartLine">The line of the first character.</param>
/// <param name="StartColumn">The column of the first character.</param>
/// <param name="EndLine">The line of the last character.</param>
/// <param name="EndColumn">One past the column of the last character; equal to <paramref name="StartColumn"/> for an empty stretch.</param>
public sealed record SourceSpan(string File, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The empty stretch at the start of a file, for findings about the file as a whole.</summary>
    public static SourceSpan StartOf(string file) => new(file, 1, 1, 1, 1);
}
