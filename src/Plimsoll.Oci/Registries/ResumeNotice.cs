using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>An upload goes on where it was interrupted, in this process or in an earlier one.</summary>
/// <param name="Registry">Host and, where given, port.</param>
/// <param name="Repository">Registry and repository.</param>
/// <param name="Blob">What is uploaded.</param>
/// <param name="Offset">How many bytes the registry has already.</param>
public sealed record ResumeNotice(string Registry, string Repository, Descriptor Blob, long Offset)
{
    /// <summary>The notice as a sentence.</summary>
    public override string ToString() => FormattableString.Invariant($"the upload of {Blob.Digest} resumes at {Offset:N0} of {Blob.Size:N0} bytes");
}
