namespace Plimsoll.Policy;

/// <summary>The files of a repository as they were at a commit.</summary>
public interface IEarlierFiles
{
    /// <summary>Whether a file, by its absolute path, is another now: changed, or not there before.</summary>
    bool IsChanged(string fullPath);

    /// <summary>The earlier content of a file, or <c>null</c> where there was none.</summary>
    byte[]? Read(string fullPath);
}
