using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitLab;

/// <summary>The images of one GitLab CI file.</summary>
internal sealed class GitLabPipeline
{
    private const int MaximumReferences = 10;

    private readonly SourceMapping _document;
    private readonly ScanContext _context;
    private readonly PipelineImages _images;
    private readonly ShellImages _commands;
    private readonly GitLabJobs _jobs;
    private readonly GitLabVariables _variables;

    public GitLabPipeline(SourceMapping document, ScanContext context)
    {
        _document = document;
        _context = context;
        _images = new PipelineImages(context, FileKinds.GitLabCi, ShellVariables.Find);
        _commands = new ShellImages(context, FileKinds.GitLabCi);
        _jobs = new GitLabJobs(document, context);
        _variables = new GitLabVariables(_jobs, _images, context);
    }

    /// <summary>Adds them to the context.</summary>
    public void Add()
    {
        var own = GitLabJobs.FindJobs(_document).ToList();
        foreach (var (name, job) in own.Where(job => job.Name[0] != '.'))
            Job(name, job);

        // A hidden job's image counts where jobs of other files extend it; for those of this file it has been read above.
        foreach (var (name, job) in own.Where(job => job.Name[0] == '.'))
        {
            var environments = _variables.Find(name, job);
            Image(job["image"], null, environments, unreadOnly: true);
            Services(job["services"], null, environments, unreadOnly: true);
            Scripts(name, job, null, environments, unreadOnly: true);
        }

        Defaults(_document, null);

        // What only an include says to be GitLab CI is read here or nowhere.
        foreach (var (document, source) in _jobs.Files)
            if (source is not null && !GitLabScanner.IsPipeline(document, source.Path))
                Included(document, source);
        _commands.Finish();
    }

    private void Included(SourceMapping document, SourceText source)
    {
        Defaults(document, source);
        foreach (var (name, job) in GitLabJobs.FindJobs(document))
        {
            var environments = _variables.Find(name, job);
            Image(job["image"], source, environments, unreadOnly: true);
            Services(job["services"], source, environments, unreadOnly: true);
            Scripts(name, job, source, environments, unreadOnly: true);
        }
    }

    private void Defaults(SourceMapping document, SourceText? source)
    {
        foreach (var holder in (ReadOnlySpan<SourceMapping?>)[document, document["default"] as SourceMapping])
        {
            Image(holder?["image"], source, _variables.OfFile, unreadOnly: true);
            Services(holder?["services"], source, _variables.OfFile, unreadOnly: true);
        }
    }

    private void Job(string name, SourceMapping job)
    {
        var environments = _variables.Find(name, job);
        var (image, imageSource) = _jobs.Inherited(name, job, "image");
        Image(image, imageSource, environments, unreadOnly: false);
        var (services, servicesSource) = _jobs.Inherited(name, job, "services");
        Services(services, servicesSource, environments, unreadOnly: false);
        Scripts(name, job, null, environments, unreadOnly: false);
    }

    /// <summary>The commands of a job; what stands in other files is read with them.</summary>
    private void Scripts(string name, SourceMapping job, SourceText? source, IReadOnlyList<ScalarLookup> environments, bool unreadOnly)
    {
        foreach (var key in (ReadOnlySpan<string>)["before_script", "script", "after_script"])
        {
            var (node, found) = unreadOnly ? (job[key], source) : _jobs.Inherited(name, job, key);
            var lines = _commands.Lines(node);

            // The lines before a script run in its shell.
            if (key == "script" && !unreadOnly && _jobs.Inherited(name, job, "before_script") is { Node: { } before, Source: var beforeSource } && beforeSource == found)
                lines = [.. lines, .. _commands.Lines(before)];
            if (!(unreadOnly && _commands.HasRead(lines)))
                _commands.AddEach(lines, environments, ShellVariables.Find, GitLabInputs, found);
        }
    }

    /// <summary>In scripts only inputs are replaced by GitLab; the rest is the shell's.</summary>
    private static Placeholder? GitLabInputs(string text, int from)
    {
        var start = text.IndexOf("$[[", from, StringComparison.Ordinal);
        return start < 0 ? null : ShellVariables.Find(text, start);
    }

    private void Image(SourceNode? node, SourceText? source, IReadOnlyList<ScalarLookup> environments, bool unreadOnly, int depth = 0)
    {
        if (node is SourceSequence reference && depth < MaximumReferences)
        {
            var (target, targetSource) = _jobs.Referenced(reference);
            Image(target, targetSource, environments, unreadOnly, depth + 1);
            return;
        }

        var image = node is SourceMapping mapping ? mapping["name"] : node;
        if (image is SourceScalar && !(unreadOnly && _images.HasRead(image)))
            _images.Add(image, environments, source: source);
    }

    private void Services(SourceNode? node, SourceText? source, IReadOnlyList<ScalarLookup> environments, bool unreadOnly, int depth = 0)
    {
        if (node is not SourceSequence services || depth > MaximumReferences || !_images.Enters(services, ref environments))
            return;

        // A tag '!reference' leaves a list of a job's name and its keys.
        if (_jobs.Referenced(services) is { Node: { } target, Source: var targetSource })
        {
            Services(target, targetSource, environments, unreadOnly, depth + 1);
            return;
        }

        foreach (var service in services.Items)
        {
            if (service is SourceSequence nested)
                Services(nested, source, environments, unreadOnly, depth + 1);
            else
                Image(service, source, environments, unreadOnly);
        }
    }
}
