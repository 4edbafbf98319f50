namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>
/// Google's Artifact Registry: tokens, a tag that can be deleted alone, no deleting of a manifest that a tag or an index names, and
/// tags that stay what they are where the repository says so.
/// </summary>
internal sealed class GoogleHabits : RegistryHabits
{
    private readonly TokenHabit _tokens = new();

    /// <summary>Whether tags are immutable.</summary>
    public bool HasImmutableTags { get; init; }

    public override async Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request)
    {
        if (await _tokens.AnswerAsync(registry, request))
            return true;
        if (request.Path.Kind != "manifests")
            return false;

        var repository = registry.Repository(request.Path.Repository);
        var name = request.Path.Name;
        if (request.Method == "PUT" && HasImmutableTags && repository.Tags.ContainsKey(name))
            return await RefuseAsync(request, 400, "MANIFEST_INVALID", $"cannot update tag {name}. The repository has enabled tag immutability");
        if (request.Method != "DELETE" || !ScriptedRepository.IsDigest(name))
            return false;
        if (repository.TagsOf(name) is [var tag, ..])
            return await RefuseAsync(request, 400, "GOOGLE_MANIFEST_DANGLING_TAG", $"Manifest is still referenced by tag: {tag}");
        if (repository.Manifests.FirstOrDefault(manifest => manifest.Value.Children.Contains(name)).Key is { } parent)
            return await RefuseAsync(request, 400, "GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE", $"Manifest is referenced by image {parent}");
        return false;
    }
}
