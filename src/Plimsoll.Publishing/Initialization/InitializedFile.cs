namespace Plimsoll.Publishing.Initialization;

/// <summary>A file that is written.</summary>
/// <param name="Path">Its path relative to the directory, with forward slashes.</param>
/// <param name="Content">Its text.</param>
internal sealed record InitializedFile(string Path, string Content);
