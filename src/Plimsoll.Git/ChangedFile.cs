namespace Plimsoll.Git;

/// <summary>A tracked file that differs from HEAD.</summary>
/// <param name="Path">Relative to the root of the working tree.</param>
/// <param name="SkippedFilter">The filter that its attributes give it and that was not run, so that it may differ for this only; else <c>null</c>.</param>
internal readonly record struct ChangedFile(string Path, string? SkippedFilter);
