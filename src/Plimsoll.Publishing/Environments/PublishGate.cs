using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Environments;

/// <summary>Keeps the rules of environments where an image is published to one, or gets its tag by another rule.</summary>
internal sealed class PublishGate(PlimsollHost host) : IEnvironmentGate
{
    private readonly EnvironmentGate _gate = new(host);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TagRefusal>> JudgeBeforeAsync(PublishRequest request, BuildContext context, TagPlan tags, IImageRepository repository, CancellationToken cancellationToken)
    {
        var refusals = new List<TagRefusal>();
        foreach (var environment in FindEnvironments(request, context, tags))
        {
            var name = $"{GetDestination(request)}, built from commit {context.Repository.Head.AbbreviatedId},";
            if (_gate.JudgeBranch(environment, name, context.Repository.Head.Id, request.RepositoryPath) is { } ofBranch)
                refusals.Add(ofBranch);
            foreach (var before in host.Configuration.RequiredBefore(environment))
                if (await FindOtherAsync(request, context, repository, before, cancellationToken) is { } there)
                    refusals.Add(new TagRefusal(
                        RuleNames.RequiredEnvironment,
                        environment,
                        $"{name} cannot be deployed to environment '{environment}': it must be deployed to '{before}' first (rule {RuleNames.RequiredEnvironment}).\n  {before}: {there}",
                        $"{GetAdvice(environment, before)} The required environments are set by environments.{environment}.requires in plimsoll.yml."));
        }

        return refusals;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TagRefusal>> JudgeAsync(PublishRequest request, BuildContext context, TagPlan tags, IPublishTarget target, CancellationToken cancellationToken)
    {
        var refusals = new List<TagRefusal>();
        foreach (var environment in FindEnvironments(request, context, tags))
            refusals.AddRange(await _gate.JudgeAsync(
                new DeploymentCandidate
                {
                    Environment = environment,
                    Name = $"{target.Destination}@{target.Image}",
                    Digest = target.Image,
                    Image = (target as DirectTarget)?.Manifest,
                    Repository = target.Repository,
                    Other = target is DirectTarget { Transfer.Referrers: true } direct ? direct.Source : null,
                    AttachesEvidence = request.Sign is not null && target is DirectTarget,
                    IsThisImage = there => target.IsThisImageAsync(there, cancellationToken),
                    Commit = context.Repository.Head.Id,
                    Rules = request.Rules,
                    Directory = request.RepositoryPath,
                    Context = context,
                    RequiredAdvice = host.Configuration.RequiredBefore(environment) is [var before, ..] ? GetAdvice(environment, before) : null,
                },
                cancellationToken));
        return refusals;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TagRefusal>> JudgeAttachedAsync(PublishRequest request, BuildContext context, TagPlan tags, IPublishTarget target, CancellationToken cancellationToken)
    {
        var refusals = new List<TagRefusal>();
        foreach (var environment in FindEnvironments(request, context, tags))
            refusals.AddRange(await _gate.JudgeEvidenceAsync(environment, $"{target.Destination}@{target.Image}", (target as DirectTarget)?.Manifest, [target.Repository], cancellationToken));
        return refusals;
    }

    /// <summary>The one that is published to, and those whose tag another rule derives: a branch may be called as an environment is.</summary>
    /// <exception cref="PlimsollException">A tag is an environment's but for its case (exit code 2).</exception>
    private IEnumerable<string> FindEnvironments(PublishRequest request, BuildContext context, TagPlan tags)
    {
        if (request.ByDigest)
            return [];

        string[] names = [.. tags.Tags.Select(tag => tag.Value)];
        _gate.RefuseOtherCase(names);
        return new[] { context.Environment }.OfType<string>().Concat(_gate.FindEnvironments(names)).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What an environment before has, where it cannot be what is published: nothing, or an image of another commit than the one that is built.</summary>
    private static async Task<string?> FindOtherAsync(PublishRequest request, BuildContext context, IImageRepository repository, string before, CancellationToken cancellationToken)
    {
        var there = await repository.ResolveAsync(EnvironmentTags.Derive(before, request.Rules)[0].Value, cancellationToken);
        if (there is null)
            return "nothing";

        var isMade = request.Build is not null || request.Source?.Transport == ImageTransport.Files;
        return isMade && await ImageRevision.ReadAsync(repository, there, cancellationToken) is { } commit && commit != context.Repository.Head.Id
            ? $"{there.Digest} of commit {commit}"
            : null;
    }

    private static string GetDestination(PublishRequest request) => PublishDestination.GetName(PublishDestination.Resolve(request), request.RepositoryPath);

    private string GetAdvice(string environment, string before) =>
        $"Publish it to '{before}' first and test it there; then promote the image in '{before}' to '{environment}' ('plimsoll promote'), or publish that image again instead of a new one ({host.SettingName("reuse")}).";
}
