namespace Plimsoll.Build.Generators.Solutions;

/// <summary>An additional file of the compilation.</summary>
internal sealed record SolutionFile(string Path, string Text);
