using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components;

/// <summary>
/// Gives a build the target <c>CutRelease</c>: the next version from the commits since the last release, and its annotated
/// git tag at HEAD. In one run with <c>Publish</c> the release is cut first and published as what it then is; a target that
/// compiles the version in comes after it:
/// </summary>
/// <example>
/// <code>
/// class Build : PlimsollBuild, ICutRelease, IPublishImages
/// {
///     Target Compile =&gt; _ =&gt; _.After&lt;ICutRelease&gt;(x =&gt; x.CutRelease).DependentFor&lt;IPublishImages&gt;(x =&gt; x.Publish).Executes(…);
/// }
/// </code>
/// </example>
public interface ICutRelease : IPlimsollComponent
{
    /// <summary>What is counted up; the default is what the commits ask for.</summary>
    [Parameter("Version part to increment, regardless of what the commits require: major, minor or patch")]
    VersionPart? Bump => TryGetValue(() => Bump);

    /// <summary>The prerelease line that is counted up, such as <c>rc</c>; the default is a release.</summary>
    [Parameter("Increment this prerelease, such as rc: 1.3.0-rc.1, 1.3.0-rc.2")]
    string? Pre => TryGetValue(() => Pre);

    /// <summary>The next version itself; the default is determined from the commits.</summary>
    [Parameter("The next version, instead of the one that the commits require")]
    string? NextVersion => TryGetValue(() => NextVersion);

    /// <summary>The component of <c>plimsoll.yml</c> that is released, with its tag prefix and paths; the default is the repository as a whole.</summary>
    [Parameter("Component in plimsoll.yml, with its tag prefix, paths and image")]
    string? Component => TryGetValue(() => Component);

    /// <summary>The message of the tag; the default is the version and its commits.</summary>
    [Parameter("Message of the release tag; the default is the version and its commits")]
    string? ReleaseMessage => TryGetValue(() => ReleaseMessage);

    /// <summary>Whether git signs the tag, with the key and format of its configuration.</summary>
    [Parameter("Sign the release tag, with the key and format of git's configuration")]
    bool Sign => TryGetValue(() => Sign);

    /// <summary>Whether the tag is pushed to <see cref="ReleaseRemote"/>.</summary>
    [Parameter("Push the release tag to the remote")]
    bool Push => TryGetValue(() => Push);

    /// <summary>Whether HEAD is tagged although tracked files are changed.</summary>
    [Parameter("Ignore changes in the working tree")]
    bool AllowDirty => TryGetValue(() => AllowDirty);

    /// <summary>Whether the version is only printed, and no tag created.</summary>
    [Parameter("Print what would be done and write nothing")]
    bool DryRun => TryGetValue(() => DryRun);

    /// <summary>The remote that the tag is pushed to. The default <c>null</c> means <c>origin</c>, or the remote that the repository has instead.</summary>
    string? ReleaseRemote => null;

    /// <summary>Tags HEAD as the next release.</summary>
    Target CutRelease => _ => _
        .Description("Tags this commit as the next release")
        .TryAfter<ICheckTagPolicy>(x => x.CheckTagPolicy)
        .Executes(async cancellationToken =>
        {
            await using var plimsoll = BuildPlimsoll.Create(this);
            var releases = plimsoll.Releases;
            var proposal = await releases.ProposeAsync(NextRelease.CreateRequest(this), cancellationToken);
            Log.Information("{0} because {1}", proposal.Next.Version.ToFullString(), proposal.Next.Reason);
            var tag = proposal.ToTag();
            ReportSummary(summary => summary.AddPair("tag", tag.Name));
            if (DryRun)
            {
                Log.Information("commit {0} would be tagged {1}", proposal.Repository.Head.AbbreviatedId, tag.Name);
                return;
            }

            await releases.TagAsync(proposal, cancellationToken);
            Log.Information("Commit {0} was tagged {1}.", proposal.Repository.Head.AbbreviatedId, tag.Name);
            var remote = proposal.FindRemote(ReleaseRemote);
            if (Push)
            {
                await releases.PushAsync(proposal, tag, remote, cancellationToken);
                Log.Information("Tag {0} was pushed to {1}.", tag.Name, remote);
            }
            else
            {
                Log.Information("Push the tag with: git push {0} {1}", remote, tag.Name);
            }
        });
}
