namespace Plimsoll.Build.CI.Generation;

/// <summary>A file that a CI host reads.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Content">Its text, with line feeds.</param>
internal sealed record GeneratedFile(string Path, string Content);
