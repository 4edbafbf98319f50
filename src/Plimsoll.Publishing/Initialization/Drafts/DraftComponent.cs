namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>A part of the repository with versions of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TagPrefix">What stands before the version in its git tags.</param>
/// <param name="Paths">The globs of its files.</param>
/// <param name="Folder">Its folder, with forward slashes.</param>
internal sealed record DraftComponent(string Name, string TagPrefix, IReadOnlyList<string> Paths, string Folder);
