using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>A source or sink that is a repository of a registry, so that two of one registry can share blobs.</summary>
internal interface INamedRepository
{
    /// <summary>Registry and repository, without tag and digest.</summary>
    ImageReference Name { get; }
}
