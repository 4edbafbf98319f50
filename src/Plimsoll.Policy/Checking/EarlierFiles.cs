namespace Plimsoll.Policy.Checking;

/// <summary>The files of a repository as they were at a commit. The functions take absolute paths and are called by several threads.</summary>
/// <param name="IsChanged">Whether a file is another now: changed, or not there before, or not there now.</param>
/// <param name="Read">The earlier content of a file, or <c>null</c> where there was none.</param>
public sealed record EarlierFiles(Func<string, bool> IsChanged, Func<string, byte[]?> Read)
{
    /// <summary>The absolute paths of files that were there and are not now. The default is none.</summary>
    public IReadOnlyCollection<string> Deleted { get; init; } = [];
}
