using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>What a plan wanted deleted and was left.</summary>
/// <param name="Tag">The tag; <c>null</c> where it is a manifest without one.</param>
/// <param name="Digest">The manifest.</param>
/// <param name="Reason">Why: a phrase.</param>
/// <param name="IsDrift">Whether something has changed since the plan was made, rather than the registry being unable to do it.</param>
public sealed record LeftImage(string? Tag, Digest Digest, string Reason, bool IsDrift);
