namespace Plimsoll.Policy.Checking;

/// <summary>The files of a repository as they were at a commit. Both functions take absolute paths and are called by several threads.</summary>
/// <param name="IsChanged">Whether a file is another now: changed, or not there before.</param>
/// <param name="Read">The earlier content of a file, or <c>null</c> where there was none.</param>
public sealed record EarlierFiles(Func<string, bool> IsChanged, Func<string, byte[]?> Read);
