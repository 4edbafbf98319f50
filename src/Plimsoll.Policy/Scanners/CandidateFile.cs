using Plimsoll.Policy.Scanners.Helm;

namespace Plimsoll.Policy.Scanners;

/// <summary>A file to look at.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Path">Its path as reported: relative to the base directory, with forward slashes.</param>
/// <param name="IsExplicit">Whether the caller named it, rather than a folder above it.</param>
internal sealed record CandidateFile(string FullPath, string Path, bool IsExplicit)
{
    /// <summary>The name without folders; of a template, that of what it makes.</summary>
    public string Name { get; } = TemplateMarks.NameOfResult(System.IO.Path.GetFileName(FullPath));
}
