namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>
/// Artifactory's virtual repositories: what is not there is forbidden, deleting a manifest by its digest leaves the tags that
/// named it, manifests are served without a type of their own, and there is no list of referrers.
/// </summary>
internal sealed class ArtifactoryHabits : RegistryHabits
{
    public override bool HasReferrers => false;

    public override string ServedType(string mediaType) => "application/octet-stream";

    public override async Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request)
    {
        if (request.Header("Authorization") != RegistryAccount.Basic)
        {
            request.Context.Response.Headers.WWWAuthenticate = "Basic realm=\"Artifactory Realm\"";
            return await RefuseAsync(request, 401, "UNAUTHORIZED", "authentication is required");
        }

        if (request.Path.Kind != "manifests")
            return false;

        var repository = registry.Repository(request.Path.Repository);
        if (request.IsRead && repository.Find(request.Path.Name) is null)
            return await RefuseAsync(request, 403, "DENIED", "forbidden");
        if (request.Method != "DELETE" || !ScriptedRepository.IsDigest(request.Path.Name))
            return false;

        // Its tags stay, and name nothing that can be read by its digest; by them it still can.
        var tags = repository.TagsOf(request.Path.Name);
        if (tags.Count == 0)
            return false;
        request.Context.Response.StatusCode = 202;
        return true;
    }
}
