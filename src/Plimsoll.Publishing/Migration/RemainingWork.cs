namespace Plimsoll.Publishing.Migration;

/// <summary>What has to be moved by hand.</summary>
/// <param name="File">The file, relative to the repository, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Name">What is there.</param>
/// <param name="Advice">What to do.</param>
internal sealed record RemainingWork(string File, int Line, string Name, string Advice);
