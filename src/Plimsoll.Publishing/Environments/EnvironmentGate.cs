using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// What the rules of an environment say of an image that is to enter it: <c>branches:</c>, <c>requires:</c>, evidence. They are
/// the same whichever verb brings it.
/// </summary>
/// <param name="host">Configuration, repository and CI host.</param>
internal sealed class EnvironmentGate(PlimsollHost host)
{
    /// <summary>What is against it; nothing where it may enter.</summary>
    public async Task<IReadOnlyList<TagRefusal>> JudgeAsync(DeploymentCandidate candidate, CancellationToken cancellationToken)
    {
        var refusals = new List<TagRefusal>();
        if (JudgeRun(candidate.Environment, candidate.Directory, candidate.Context) is { } ofRun)
            refusals.Add(ofRun);
        if (JudgeBranch(candidate.Environment, candidate.Name, candidate.Commit, candidate.Directory) is { } ofBranch)
            refusals.Add(ofBranch);
        foreach (var before in candidate.Requires ?? host.Configuration.RequiredBefore(candidate.Environment))
            if (await JudgeRequiredAsync(candidate, before, cancellationToken) is { } required)
                refusals.Add(required);

        if (!candidate.AttachesEvidence)
            refusals.AddRange(await JudgeEvidenceAsync(candidate.Environment, candidate.Name, candidate.Image, candidate.Other is { } other ? [candidate.Repository, other] : [candidate.Repository], cancellationToken));
        return refusals;
    }

    /// <summary>What <c>evidence:</c> says of an image: whether it has the signatures and signed statements that the environment requires.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The image with its digest, for the message.</param>
    /// <param name="image">The image; <c>null</c> where it has no manifest yet.</param>
    /// <param name="sources">Where evidence of it may be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A key cannot be read (exit code 2), more is attached than is read (3), or a registry refuses or fails (4, 7).</exception>
    public async Task<IReadOnlyList<TagRefusal>> JudgeEvidenceAsync(string environment, string name, ManifestContent? image, IReadOnlyList<IImageSource> sources, CancellationToken cancellationToken)
    {
        if (EvidenceJudge.TryCreate(host, environment) is not { } judge)
            return [];
        if (image is not null)
            return (await judge.JudgeAsync(image, sources, listsAll: false, cancellationToken)).GetRefusal(name) is { } refusal ? [refusal] : [];

        return
        [
            new TagRefusal(
                RuleNames.MissingEvidence,
                environment,
                $"{name} cannot be deployed to environment '{environment}', which requires evidence: an image that the Docker Engine pushes cannot be verified before it has its tags (rule {RuleNames.MissingEvidence}).",
                $"Publish directly: omit {host.SettingName("via")}. Or publish without the environment, sign the image, and promote it."),
        ];
    }

    /// <summary>A run for a pull request, or for what may be one, changes no environment that does not take them.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="directory">The directory whose repository is worked on.</param>
    /// <param name="context">What was observed of the run, or <c>null</c> where nothing was yet.</param>
    public TagRefusal? JudgeRun(string environment, string directory, BuildContext? context = null)
    {
        if (host.Configuration.TakesPullRequests(environment))
            return null;

        var allowed = $"To allow pull requests there, set environments.{environment}.pullRequests: true in plimsoll.yml.";
        var (run, advice) = host.Observer.PullRequest is { } number ? ($"A run for pull request {number} cannot change environment '{environment}'", "Merge the pull request first.")
            : (context is null ? host.Observer.FindUnknownReason(directory) : context.UnknownRunReason) is { } reason ? ($"This run cannot change environment '{environment}', because {reason}", BuildContext.UnknownRunAdvice)
            : (null, null);
        return run is null ? null : new TagRefusal(RuleNames.EnvironmentPullRequest, environment, $"{run} (rule {RuleNames.EnvironmentPullRequest}).", $"{advice} {allowed}");
    }

    /// <summary>What <c>branches:</c> says of an image of a commit.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The image, for the message.</param>
    /// <param name="commit">The commit, or <c>null</c> where the image names none.</param>
    /// <param name="directory">The directory whose repository tells branches.</param>
    public TagRefusal? JudgeBranch(string environment, string name, string? commit, string directory)
    {
        var allowed = host.Configuration.BranchesOf(environment);
        if (allowed.Count == 0)
            return null;

        var (branches, isOfCommit) = EnvironmentBranches.Find(host, commit, directory);
        if (branches.Any(branch => EnvironmentBranches.Matches(allowed, branch)))
            return null;

        var where = (branches, isOfCommit) switch
        {
            ([], true) => $"its commit {commit} is not on any branch in this clone",
            ([], false) => "its branch is unknown",
            (_, true) => $"its commit {commit} is on {string.Join(", ", branches)}",
            _ => $"the current branch is {branches[0]}",
        };
        return new TagRefusal(
            RuleNames.EnvironmentBranch,
            environment,
            $"{name} cannot be deployed to environment '{environment}', which accepts only images from {string.Join(", ", allowed)}: {where} (rule {RuleNames.EnvironmentBranch}).",
            $"Merge the commit first. If this clone does not have the branch, fetch it: git fetch origin {allowed[0]}. The accepted branches are set by environments.{environment}.branches in plimsoll.yml.");
    }

    /// <summary>The environments whose tag is one of some tags, by <c>plimsoll.yml</c>.</summary>
    public IEnumerable<string> FindEnvironments(IReadOnlyCollection<string> tags) =>
        host.Configuration.Environments.Keys.Where(environment => EnvironmentTags.Derive(environment, host.Configuration.Tags).Any(tag => tags.Contains(tag.Value)));

    /// <summary>Whether a tag is one of an environment, or could be mistaken for it.</summary>
    public bool IsEnvironmentTag(string tag) =>
        host.Configuration.Environments.Keys.Any(environment => EnvironmentTags.Find(environment, host.Configuration.Tags).Contains(tag, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a tag is one of an environment that does not take every image.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="environment">The environment whose own tags are written; <c>null</c> for none.</param>
    public bool IsGuarded(Tag tag, string? environment) =>
        FindEnvironments([tag.Value]).Concat(tag.Strategy == StrategyNames.Environment && environment is not null ? [environment] : []).Any(HasRules);

    private bool HasRules(string environment) =>
        host.Configuration.EvidenceOf(environment).Count > 0 || host.Configuration.BranchesOf(environment).Count > 0 || host.Configuration.RequiredBefore(environment).Count > 0;

    /// <summary>Refuses a tag that is an environment's but for upper and lower case: whoever reads it takes it for that environment.</summary>
    /// <exception cref="PlimsollException">There is such a tag (exit code 2).</exception>
    public void RefuseOtherCase(IReadOnlyCollection<string> tags)
    {
        foreach (var environment in host.Configuration.Environments.Keys)
            foreach (var own in EnvironmentTags.Find(environment, host.Configuration.Tags))
                if (tags.FirstOrDefault(tag => tag != own && tag.Equals(own, StringComparison.OrdinalIgnoreCase)) is { } variant)
                    throw PlimsollException.Usage($"Tag '{variant}' could be mistaken for '{own}', the tag of environment '{environment}'.", $"Write '{own}', or choose another tag.");
    }

    /// <summary>
    /// Refuses to give an image a tag by which it would enter an environment against its rules, where <c>plimsoll.yml</c> names
    /// the place that the tag is in.
    /// </summary>
    /// <param name="source">How the image is named.</param>
    /// <param name="image">The image.</param>
    /// <param name="destination">The place.</param>
    /// <param name="repository">The place, opened.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="bringsReferrers">Whether what is attached to the image comes along.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A tag is an environment's but for its case (exit code 2); or the rules forbid it, or a rollback withdrew the image (3).</exception>
    public async Task CheckTagsAsync(ImageLocation source, OpenedImage image, ImageLocation destination, IImageRepository repository, IReadOnlyCollection<string> tags, bool bringsReferrers, CancellationToken cancellationToken)
    {
        if (host.Configuration.Environments.Count == 0 || !new ConfiguredPlaces(host).Contains(destination))
            return;
        RefuseOtherCase(tags);
        var environments = FindEnvironments(tags).ToList();
        if (environments.Count == 0)
            return;

        var (place, digest) = (PublishDestination.GetName(destination, host.Directory), image.Manifest.Descriptor.Digest);
        var origin = await ImageOrigin.ReadAsync(image.Source, image.Manifest, cancellationToken);
        foreach (var environment in environments)
        {
            var (rules, policy) = (host.Configuration.RulesFor(environment), host.Configuration.ToImagePolicy());
            RefuseMovingReference(environment, rules, policy, source);
            ProductionPolicy.Throw(await JudgeAsync(
                new DeploymentCandidate
                {
                    Environment = environment,
                    Name = $"{place}@{digest}",
                    Digest = digest,
                    Image = image.Manifest,
                    Repository = repository,
                    Other = bringsReferrers ? image.Source : null,
                    Commit = origin.Commit,
                    Rules = rules,
                    Directory = host.Directory,
                },
                cancellationToken));
            var query = new HoldQuery
            {
                Asked = $"{place}@{digest}",
                Destination = place,
                Environment = environment,
                Images = [digest],
                Version = await new ReleasedVersionFinder(repository, rules, policy, host.Directory).FindAsync(digest, source.Reference?.Tag ?? source.Tag, cancellationToken) ?? origin.Version,
                Tags = [.. EnvironmentTags.Derive(environment, rules).Select(tag => tag.Value)],
            };
            HoldChecker.Refuse(await HoldChecker.FindAsync(query, [repository], host.Directory, cancellationToken), host.SettingName);
        }
    }

    /// <summary>What a tag that moves names today, it need not name when somebody asks what is in production.</summary>
    /// <exception cref="PlimsollException">The environment is one of production, and the reference moves (exit code 3).</exception>
    public static void RefuseMovingReference(string environment, TagRules rules, ImagePolicy policy, ImageLocation source)
    {
        // A file is what it is; a layout may name an image by its digest.
        if (!rules.IsProduction || source.Transport is not (ImageTransport.Registry or ImageTransport.OciLayout) || source.Reference?.Digest is not null || source.Tag?.Contains(':') == true)
            return;

        var tag = source.Reference?.Tag ?? source.Tag;
        if (policy.Classify(new ImageSelector(tag, null)) == Mutability.Moving)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"{source} cannot be deployed to production environment '{environment}': {(tag is null ? "it has no tag" : $"tag '{tag}' can move")} (rule {RuleNames.MutableTag}).",
                source.Reference is null
                    ? "Specify the image by version, such as 2.1.0, or by its Git SHA."
                    : "Specify the image by version or by digest: 'plimsoll digest' prints the digest that the tag points to now.");
    }

    private static async Task<TagRefusal?> JudgeRequiredAsync(DeploymentCandidate candidate, string before, CancellationToken cancellationToken)
    {
        var there = await candidate.Repository.ResolveAsync(EnvironmentTags.Derive(before, candidate.Rules)[0].Value, cancellationToken);
        if (there is not null && (candidate.IsThisImage is { } isThisImage ? await isThisImage(there) : there.Digest == candidate.Digest))
            return null;

        return new TagRefusal(
            RuleNames.RequiredEnvironment,
            candidate.Environment,
            $"{candidate.Name} cannot be deployed to environment '{candidate.Environment}': it must be deployed to '{before}' first (rule {RuleNames.RequiredEnvironment}).\n  to promote: {candidate.Digest}\n  {before}: {there?.Digest.ToString() ?? "nothing"}",
            $"{candidate.RequiredAdvice ?? $"Promote it to '{before}' first and test it there."} The required environments are set by environments.{candidate.Environment}.requires in plimsoll.yml.");
    }
}
