using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>Releases what is checked out: proposes the next version, and makes and pushes its git tag.</summary>
internal sealed class ReleaseManager(PlimsollHost host)
{
    private GitTagWriter Tags => new(host.Environment);

    /// <summary>Makes the tag of the next release at HEAD, and pushes it if that is asked for.</summary>
    /// <exception cref="PlimsollException">As for the steps below.</exception>
    public async Task<ReleaseReport> CutAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        var proposal = await ProposeAsync(request with { IsToBeTagged = true }, cancellationToken);
        var tag = await TagAsync(proposal, cancellationToken);
        var remote = request.IsPushed ? proposal.FindRemote(request.Remote) : null;
        if (remote is not null)
            await PushAsync(proposal, tag, remote, cancellationToken);
        return new ReleaseReport(proposal.Next.Version, tag.Name, proposal.Repository.Head.Id, proposal.Next.Reason, remote);
    }

    /// <summary>Proposes the next release. Nothing is written.</summary>
    /// <exception cref="PlimsollException">
    /// There is no such component or version, or the clone is shallow or lacks release tags that its remote has (exit code 2);
    /// a tag of the version exists on another branch (5).
    /// </exception>
    public async Task<ReleaseProposal> ProposeAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var configuration = host.Configuration;
        var component = (request.Component ?? host.Environment("PLIMSOLL_COMPONENT")) is { } name ? Component.Find(configuration, name) : null;
        var context = host.Observer.Observe(host.Directory, deployTo: null, date: null);
        var repository = context.Repository;
        var version = request.Version is { } text ? ParseVersion(text) : null;
        if (repository.IsShallow && !request.AllowShallow)
            throw ShallowHistory.Error(repository.Root);

        var options = new NextVersionOptions
        {
            TagPrefix = request.TagPrefix ?? component?.TagPrefix ?? host.Environment("PLIMSOLL_TAG_PREFIX") ?? configuration.Version.TagPrefix,
            IgnoreTags = configuration.Tags.IgnoreTags,
            Paths = component?.FilesIn(ConfigurationFile.FolderInRepository(host.Directory, configuration)),
            Version = version,
            Bump = request.Bump,
            PreRelease = request.PreRelease,
        };
        if ((request.IsToBeTagged || context.MissingTagsReason is not null) && !request.AllowShallow)
            RefuseMissingTags(repository, options, await host.ReadRemoteTagsAsync(repository, cancellationToken) ?? []);
        return new ReleaseProposal(repository, request, component, options.TagPrefix, options.IgnoreTags, NextVersionCalculator.Calculate(repository.History, options));
    }

    /// <summary>Makes the tag of a proposal at HEAD.</summary>
    /// <exception cref="PlimsollException">As for <see cref="ReleaseProposal.ToTag"/> and <see cref="GitTagWriter.WriteAsync"/>.</exception>
    public async Task<NewGitTag> TagAsync(ReleaseProposal proposal, CancellationToken cancellationToken)
    {
        var tag = proposal.ToTag();
        await Tags.WriteAsync(proposal.Repository.Root, tag, cancellationToken);
        return tag;
    }

    /// <summary>Pushes a tag that was just made, and with it the commits that the remote does not have. No branch moves.</summary>
    /// <exception cref="PlimsollException">As for <see cref="GitTagWriter.PushAsync"/>.</exception>
    public Task PushAsync(ReleaseProposal proposal, NewGitTag tag, string remote, CancellationToken cancellationToken) =>
        Tags.PushAsync(proposal.Repository.Root, tag, remote, cancellationToken);

    private static void RefuseMissingTags(RepositoryState repository, NextVersionOptions options, IEnumerable<string> remoteTags)
    {
        var ignored = new IgnoredTags(options.IgnoreTags);
        var missing = remoteTags.Except(repository.Tags)
            .Where(name => !ignored.Contains(name))
            .Select(name => ReleaseHistory.TryParse(name, options.TagPrefix, out var tag) ? tag : null)
            .OfType<ReleaseTag>()
            .OrderByDescending(tag => tag.Version, SemanticVersionOrder.Instance)
            .Select(tag => tag.Name)
            .ToList();
        if (missing.Count > 0)
            throw MissingTags.Error(repository, missing);
    }

    private static SemanticVersion ParseVersion(string text) => SemanticVersion.TryParse(text, out var version)
        ? version
        : throw PlimsollException.Usage($"'{text}' is not a semantic version.", "Write it as 1.3.0 or 1.3.0-rc.1; the tag prefix is added to it.");
}
