namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>
/// GitHub's ghcr.io: anybody may read, but only with a token for reading alone; a ranged chunk of more than 4 MiB is refused and a blob
/// in one request is not; nothing is deleted here, and there is no list of referrers.
/// </summary>
internal sealed class GitHubHabits : RegistryHabits
{
    private const int LargestRange = 4 * 1024 * 1024;

    private readonly TokenHabit _tokens = new() { CanAnybodyRead = true };

    public override bool HasReferrers => false;

    public override async Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request)
    {
        if (await _tokens.AnswerAsync(registry, request))
            return true;
        if (request.Method == "PATCH" && request.Header("Content-Range").Length > 0 && request.Body.Length > LargestRange)
            return await RefuseAsync(request, 416, "BLOB_UPLOAD_INVALID", "the range is not valid");
        return request is { Method: "DELETE", Path.Kind: "manifests" } && await RefuseAsync(request, 405, "UNSUPPORTED", "The operation is unsupported.");
    }
}
