using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Cli.Completion;

/// <summary>The tags that a registry or a layout has now.</summary>
internal sealed class TagCompletion(CommandHost host, ParseResult parsed, string directory, PlimsollConfiguration configuration)
{
    /// <summary>Nobody waits longer than this for a completion.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private const int MostTags = 500;

    /// <param name="current">What is typed: nothing is asked before it has a colon behind a name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<Candidate>> FindAsync(string current, CancellationToken cancellationToken)
    {
        var colon = current.LastIndexOf(':');
        if (colon <= 0 || current.AsSpan(colon).Contains('/'))
            return [];

        var name = current[..colon];
        if (name is "oci" or "docker" || name.StartsWith("docker-daemon", StringComparison.Ordinal) || name.Contains("archive:", StringComparison.Ordinal))
            return [];

        using var limit = new CancellationTokenSource(Timeout, host.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return [.. (await ListAsync(ImageLocation.Parse(name, directory), either.Token)).Select(tag => new Candidate($"{name}:{tag}", "tag"))];
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException or IOException)
        {
            return [];
        }
    }

    private async Task<List<string>> ListAsync(ImageLocation location, CancellationToken cancellationToken)
    {
        var isPlain = parsed.CommandResult.Command.Options.OfType<Option<bool>>().FirstOrDefault(option => option.Name == "--plain-http") is { } plain && parsed.GetValue(plain);
        await using var plimsoll = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            Directory = directory,
            Configuration = configuration,
            Environment = host.Environment,
            Clock = host.Clock,
            Registry = location.Reference?.Registry,
            RegistryClient = new RegistryClientOptions { PlainHttp = _ => isPlain, Retry = RetryOptions.None },
        });
        IImageRepository? repository = location.Transport switch
        {
            ImageTransport.Registry => plimsoll.OpenRegistry(location.Reference!, Plimsoll.Oci.Registries.Auth.RepositoryAccess.Pull),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => null,
        };
        var tags = new List<string>();
        if (repository is not null)
            await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            {
                if (Referrer.IsTechnicalTag(tag))
                    continue;
                if (tags.Count == MostTags)
                    break;
                tags.Add(tag);
            }
        tags.Sort(StringComparer.Ordinal);
        return tags;
    }
}
