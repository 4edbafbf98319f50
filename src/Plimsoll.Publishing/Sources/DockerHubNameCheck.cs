using Plimsoll.Oci;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Sources;

/// <summary>Finds out whether a name that means Docker Hub is also that of an image in the Docker Engine, which may be meant.</summary>
internal static class DockerHubNameCheck
{
    /// <summary>The engine is asked for advice only, so nobody waits for it any longer.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Warns of such a <c>docker://NAME</c>.</summary>
    public static async Task WarnAsync(PlimsollHost host, ImageLocation location, CancellationToken cancellationToken)
    {
        if (host.Warnings is not { } warnings || !location.IsDockerHubByDefault || location.Reference is not { } reference)
            return;

        var name = $"{reference.FamiliarName}:{reference.Tag ?? "latest"}";
        if (await IsInEngineAsync(host, name, cancellationToken))
            warnings.Report($"docker://{reference.Familiar} is an image in a registry ({reference}); the Docker Engine also has an image {name}: to use that one, write docker-daemon:{name}");
    }

    /// <summary>Whether the engine has an image of that name; <c>false</c> where there is no engine.</summary>
    public static async Task<bool> IsInEngineAsync(PlimsollHost host, string name, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            return await host.Engine.InspectAsync(name, limit.Token) is not null;
        }
        catch (Exception exception) when (exception is PlimsollException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
