using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>Reads the state of a repository; implemented by <c>Plimsoll.Git</c>.</summary>
public interface IRepositoryReader
{
    /// <summary>Reads the repository that <paramref name="path"/> is in.</summary>
    /// <exception cref="PlimsollException">
    /// No such path, not a repository, no commit yet, owned by somebody else, damaged, or of a format that cannot be read (exit code 2).
    /// </exception>
    RepositoryState Read(string path);
}
