using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Pinning;
using Plimsoll.Policy.Reports;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Publishing.HostRecords;
using Plimsoll.Publishing.HostRecords.Comments;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing;

/// <summary>What is done with the images that files use: checks them by the policy of <c>plimsoll.yml</c>, and pins them to digests.</summary>
internal sealed class FilePolicy(PlimsollHost host)
{
    public async Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var policy = GetPolicy();
        policy = policy with { Profile = request.Profile ?? policy.Profile };
        using var ignored = OpenIgnored(request.IncludeIgnored);
        using var earlier = request.ChangedSince is null ? null : MergeBaseFiles.Since(host.Directory, request.ChangedSince, host.Environment);
        var options = new CheckOptions
        {
            Today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime),
            IsIgnored = ignored is null ? null : ignored.Contains,
            Input = request.Input,
            Earlier = earlier is null ? null : new EarlierFiles(earlier.IsChanged, earlier.Read) { Deleted = earlier.ListDeleted() },
            OnlyChanged = earlier is not null,
            Scope = request.ChangedScope,
            Resolver = request.Online ? new RegistryImageResolver(host, ReadJudges()) : null,
            Baseline = request.Baseline,
        };
        var result = await PolicyChecker.CheckAsync(request.Paths, policy, host.Directory, options, cancellationToken);
        return result with { Findings = [.. result.Findings.Select(NameSettings)] };
    }

    /// <summary>Keeps one comment on the pull request that says what the check found. Where that fails, a warning says why: the check itself is done.</summary>
    public async Task CommentAsync(CheckResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var comments = PullRequestComments.Open(host, out var reason);
        if (comments is null)
        {
            host.Warnings?.Report($"comment: no comment was written, because {reason}.");
            return;
        }

        try
        {
            var text = new StringWriter();
            MarkdownReport.Write(RepositoryPaths.Rebase(result, host.Directory, ConfigurationFile.RepositoryRoot(host.Directory) ?? host.Directory), text, comments.MaximumBytes);
            await comments.KeepAsync(MarkdownReport.Marker, text.ToString(), isNeeded: result.Changes.Count > 0 || result.Active.Any(), cancellationToken);
        }
        catch (PlimsollException exception)
        {
            host.Warnings?.Report($"comment: no comment was written: {exception.Message.TrimEnd('.')}.{(exception.Kind == ErrorKind.Authentication ? " The token needs the right to write comments on pull requests, which runs for forks do not have." : "")}");
        }
    }

    public async Task<PinPlan> PlanPinsAsync(PinRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var ignored = OpenIgnored(request.IncludeIgnored);
        var root = ConfigurationFile.RootOf(host.Directory, host.Configuration);
        var included = request.Environment is { } environment ? FilesOf(environment) : null;
        var receipts = request.Receipts is { } folder ? ReceiptImageResolver.ReadFolder(Path.GetFullPath(folder, host.Directory), host.Warnings) : ReceiptFolder.Read(ReceiptFile.FolderIn(host.Directory));
        var options = new PinOptions
        {
            Update = request.Update,
            Targets = request.Targets,
            IsIncluded = included is null ? null : file => included.Matching([Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')]).Any(),
            Narrow = request.Narrow,
            Actions = FindActionPinning(request),
            MinimumAge = request.MinimumAge ?? host.Configuration.Policy.MinimumPinAge ?? TimeSpan.Zero,
            FirstSeen = new FirstSeenFinder(host, receipts, isOffline: request.Receipts is not null),
            Now = host.Clock.GetUtcNow(),
            IsIgnored = ignored is null ? null : ignored.Contains,
            Exclude = host.Configuration.Policy.Exclude,
            Root = root,
        };
        IImageResolver resolver = request.Receipts is null ? new RegistryImageResolver(host, NoJudges) : new ReceiptImageResolver(receipts);
        return await new PinPlanner(resolver, options).PlanAsync(request.Paths.Count == 0 && included is not null ? [root] : request.Paths, host.Directory, cancellationToken);
    }

    private static readonly Dictionary<string, EvidenceJudge> NoJudges = [];

    /// <summary>A key that cannot be read is the mistake of the configuration, and not of each image.</summary>
    private Dictionary<string, EvidenceJudge> ReadJudges()
    {
        var judges = new Dictionary<string, EvidenceJudge>(StringComparer.OrdinalIgnoreCase);
        foreach (var environment in host.Configuration.Environments.Keys)
            if (EvidenceJudge.TryCreate(host, environment) is { } judge)
                judges.Add(environment, judge);
        return judges;
    }

    private ActionPinning? FindActionPinning(PinRequest request) =>
        GetPolicy() is var policy && (request.Actions || policy.TurnsOn(RuleNames.UnpinnedAction))
            ? new ActionPinning(new ActionRepositories(host, isOffline: request.Receipts is not null)) { Policy = request.Actions ? null : policy }
            : null;

    private ImagePolicy GetPolicy()
    {
        var policy = host.Configuration.ToImagePolicy() with { Root = ConfigurationFile.RootOf(host.Directory, host.Configuration) };
        return policy.NeedsBranch
            ? policy with { Branch = host.Observer.Host is { } ciHost ? ciHost.WithoutRemote(host.GitReferences.RemotesAt(host.Directory)).TargetBranch : host.GitReferences.BranchAt(host.Directory) }
            : policy;
    }

    private EnvironmentPaths FilesOf(string environment) =>
        Array.Find([.. host.Configuration.ToImagePolicy().Environments], known => known.Name == environment && known.Paths.Count > 0)
        ?? throw PlimsollException.Usage($"plimsoll.yml does not say which files describe the environment '{environment}'.", $"Set environments.{environment}.paths, or pass the files.");

    private Finding NameSettings(Finding finding) =>
        finding.Advice is { } advice ? finding with { Advice = SettingText.Format(advice, host.SettingName) } : finding;

    private IgnoredFiles? OpenIgnored(bool includeIgnored) => includeIgnored ? null : IgnoredFiles.TryOpen(host.Directory, host.Environment);
}
