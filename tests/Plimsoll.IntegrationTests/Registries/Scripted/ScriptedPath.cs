namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>What a request is about.</summary>
/// <param name="Repository">The repository, or an empty text.</param>
/// <param name="Kind"><c>manifests</c>, <c>blobs</c>, <c>blobs/uploads</c>, <c>tags</c> or <c>referrers</c>; of any other request the whole path.</param>
/// <param name="Name">Tag, digest or upload.</param>
internal sealed record ScriptedPath(string Repository, string Kind, string Name);
