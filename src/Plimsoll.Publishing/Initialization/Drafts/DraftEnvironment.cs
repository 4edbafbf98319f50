namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>An environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsProduction">Whether it is one of production by another name.</param>
/// <param name="Paths">The globs of its deployment files.</param>
internal sealed record DraftEnvironment(string Name, bool IsProduction, IReadOnlyList<string> Paths);
