using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>What clients of a race do in one repository, each as a host of its own in this process or as a process of its own.</summary>
/// <param name="world">Where.</param>
/// <param name="repository">The repository that all of them are about.</param>
internal sealed class RaceClients(RaceWorld world, string repository)
{
    private string Name => world.NameOf(repository);

    private ImageReference Reference => ImageReference.Parse(Name);

    /// <summary>Publishes a release.</summary>
    public RaceOperation Publish(string version, string line, ImageLocation source, PublishVia via, bool isProcess)
    {
        var request = world.Request(repository, version, source, line) with { Via = via };
        var what = $"publish {version}{line} {source.Path[^16..^8]} {(isProcess ? "in a process" : $"via {via}")}";
        return isProcess
            ? new RaceOperation(what, client => StartAsync(client, what, request.RepositoryPath, receipt: true, "publish", source.ToString(), "--image", request.Image, "--registry", request.Registry!, "--tags", "semver,latest,sha"))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, receipt) =>
            {
                await host.Publisher.PublishAsync([request], new PublishOptions { Directory = world.FolderOf(client), ReceiptPath = receipt });
                return [];
            }));
    }

    /// <summary>Promotes a version.</summary>
    public RaceOperation Promote(string version, string environment, bool isProcess)
    {
        var what = $"promote {version} to {environment}{(isProcess ? " in a process" : "")}";
        return isProcess
            ? new RaceOperation(what, client => StartAsync(client, what, world.FolderOf(client), receipt: true, "promote", $"{Name}:{version}", "--to", environment))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, receipt) =>
            {
                await host.Environments.PromoteAsync(
                    new PromotionRequest { Source = ImageLocation.ForRegistry(ImageReference.Parse($"{Name}:{version}")), Environment = environment },
                    new EnvironmentOptions { ReceiptPath = receipt });
                return [];
            }));
    }

    /// <summary>Rolls an environment back.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="to">The image; <c>null</c> for the one before.</param>
    /// <param name="floating">Whether the floating tags go back too.</param>
    public RaceOperation RollBack(string environment, Digest? to, bool floating)
    {
        var what = $"roll {environment} back to {to?.ToString()[7..15] ?? "previous"}{(floating ? " with floating tags" : "")}";
        return new RaceOperation(what, client => RunAsync(client, what, async (host, receipt) =>
        {
            await host.Environments.RollbackAsync(
                new RollbackRequest
                {
                    Destination = ImageLocation.ForRegistry(Reference),
                    Environment = environment,
                    Target = to is null ? RollbackTarget.Previous : RollbackTarget.To(to),
                    Floating = floating,
                },
                new EnvironmentOptions { ReceiptPath = receipt });
            return [];
        }));
    }

    /// <summary>Gives an image of the repository another tag.</summary>
    public RaceOperation Tag(string image, Digest digest, string tag, bool isProcess)
    {
        var what = $"tag {image} as {tag}{(isProcess ? " in a process" : "")}";
        var promise = new TagPromise(tag, digest.ToString(), TagClassifier.Classify(tag) == Mutability.Immutable);
        return isProcess
            ? new RaceOperation(what, async client => With(await StartAsync(client, what, world.FolderOf(client), receipt: false, "tag", $"{Name}:{image}", tag), promise))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, _) =>
            {
                await host.TagAsync(ImageReference.Parse($"{Name}:{image}"), [tag]);
                return [promise];
            }));
    }

    /// <summary>Copies an image from another repository, or pushes one of this machine.</summary>
    public RaceOperation Copy(string source, Digest digest, string tag, bool isProcess)
    {
        var verb = source.StartsWith("oci:", StringComparison.Ordinal) ? "push" : "copy";
        var what = $"{verb} {digest.ToString()[7..15]} to {tag}{(isProcess ? " in a process" : "")}";
        var promise = new TagPromise(tag, digest.ToString(), TagClassifier.Classify(tag) == Mutability.Immutable);
        return isProcess
            ? new RaceOperation(what, async client => With(await StartAsync(client, what, world.FolderOf(client), receipt: false, verb, source, $"{Name}:{tag}"), promise))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, _) =>
            {
                await host.CopyAsync(source, $"{Name}:{tag}");
                return [promise];
            }));
    }

    /// <summary>Deletes the versions that match.</summary>
    public RaceOperation Prune(string pattern, bool isProcess)
    {
        var what = $"prune {pattern}{(isProcess ? " in a process" : "")}";
        return isProcess
            ? new RaceOperation(what, client => StartAsync(client, what, world.FolderOf(client), receipt: false, "prune", Name, "--delete-released", pattern, "--apply"))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, _) =>
            {
                var plan = await host.PlanPruneAsync(new PruneRequest { Repositories = [Reference], Rules = new RetentionRules { DeletedReleases = [pattern] } });
                (await host.PruneAsync(plan)).ThrowIfIncomplete();
                return [];
            }));
    }

    /// <summary>Deletes a tag that is its image's only one.</summary>
    public RaceOperation Delete(string tag, bool isProcess)
    {
        var what = $"delete {tag}{(isProcess ? " in a process" : "")}";
        return isProcess
            ? new RaceOperation(what, client => StartAsync(client, what, world.FolderOf(client), receipt: false, "delete", $"{Name}:{tag}"))
            : new RaceOperation(what, client => RunAsync(client, what, async (host, _) =>
            {
                var removed = await host.OpenRegistry(Reference, RepositoryAccess.Push).DeleteTagAsync(tag, CancellationToken.None);
                return removed is null ? throw PlimsollException.NotFound($"{tag} is gone.") : [];
            }));
    }

    private async Task<RaceOutcome> RunAsync(string client, string what, Func<PlimsollHost, string, Task<IReadOnlyList<TagPromise>>> act)
    {
        var receipt = Path.Combine(world.FolderOf(client), "receipt.json");
        await using var host = world.CreateClient(client);
        try
        {
            return WithReceipt(new RaceOutcome(client, what, 0, await act(host, receipt), null), receipt);
        }
        catch (Exception exception)
        {
            return new RaceOutcome(client, what, (int)ExitCodes.FromException(exception), [], exception is PlimsollException ? exception.Message : exception.ToString());
        }
    }

    private async Task<RaceOutcome> StartAsync(string client, string what, string directory, bool receipt, params string[] arguments)
    {
        var path = Path.Combine(world.FolderOf(client), "receipt.json");
        var result = await CliWrap.Cli.Wrap(NativeCommand.Path)
            .WithArguments(receipt ? [.. arguments, "--receipt", path] : arguments)
            .WithWorkingDirectory(directory)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(variables => variables.Set("HOME", world.FolderOf(client)).Set("USER", client).Set("GITHUB_ACTIONS", null).Set("TF_BUILD", null).Set("CI", null).Set("SOURCE_DATE_EPOCH", null))
            .ExecuteBufferedAsync(Encoding.UTF8);
        var outcome = new RaceOutcome(client, what, result.ExitCode, [], result.ExitCode == 0 ? null : result.StandardError);
        return receipt ? WithReceipt(outcome, path) : outcome;
    }

    private static RaceOutcome With(RaceOutcome outcome, TagPromise promise) => outcome.IsDone ? outcome with { Promises = [promise] } : outcome;

    private static RaceOutcome WithReceipt(RaceOutcome outcome, string receipt)
    {
        if (!outcome.IsDone || !File.Exists(receipt))
            return outcome;
        var (promises, hold) = RaceReceipt.Read(receipt);
        return outcome with { Promises = promises, Hold = hold };
    }
}
