using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitLab;

/// <summary>The jobs that a GitLab CI file sees: its own and those of the local files that it includes.</summary>
internal sealed class GitLabJobs
{
    private const int MaximumIncludes = 50;
    private const int MaximumIncludeDepth = 5;

    // GitLab allows eleven levels; several parents at each make more of them.
    private const int MaximumParents = 50;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "default", "variables", "include", "stages", "types", "workflow", "image", "services", "cache", "before_script", "after_script", "spec",
    };

    private readonly ScanContext _context;
    private readonly List<(SourceMapping Document, SourceText? Source)> _files = [];
    private readonly List<(SourceMapping? Default, SourceMapping Global)> _defaults = [];
    private readonly Dictionary<string, (SourceMapping Job, SourceText? Source)> _byName = new(StringComparer.Ordinal);

    public GitLabJobs(SourceMapping document, ScanContext context)
    {
        _context = context;
        Include(document["include"], depth: 0);
        _files.Add((document, null));
        foreach (var (file, source) in _files)
        {
            foreach (var (name, job) in FindJobs(file))
                _byName[name] = (job, source);

            // A generated file has thousands of keys, and each of its jobs looks these up.
            var global = new SourceMapping();
            foreach (var key in (ReadOnlySpan<string>)["image", "services", "before_script", "after_script"])
                if (file[key] is { } value)
                    global.Entries.Add(new(new SourceScalar(key, isPlain: true, 0, 0), value));
            _defaults.Add((file["default"] as SourceMapping, global));
        }
    }

    /// <summary>The files, those that count less before those that count more; the scanned file is the last.</summary>
    public IReadOnlyList<(SourceMapping Document, SourceText? Source)> Files => _files;

    /// <summary>The jobs of one file.</summary>
    public static IEnumerable<(string Name, SourceMapping Job)> FindJobs(SourceMapping document)
    {
        foreach (var (key, value) in document.Effective())
            if (key.Value.Length > 0 && !Keywords.Contains(key.Value) && value is SourceMapping job)
                yield return (key.Value, job);
    }

    /// <summary>A job with those that it extends, nearest first.</summary>
    public IReadOnlyList<(SourceMapping Job, SourceText? Source)> WithParents(string name, SourceMapping job)
    {
        var chain = new List<(SourceMapping Job, SourceText? Source)>();
        Collect((job, _byName.GetValueOrDefault(name).Source), chain, new HashSet<SourceMapping>());
        return chain;
    }

    /// <summary>The value of a job's key: its own, a parent's, or the default of the file; and the text it stands in.</summary>
    public (SourceNode? Node, SourceText? Source) Inherited(string name, SourceMapping job, string key)
    {
        foreach (var (ancestor, source) in WithParents(name, job))
            if (ancestor[key] is { } value)
                return (value, source);

        for (var i = _files.Count - 1; i >= 0; i--)
            if ((_defaults[i].Default?[key] ?? _defaults[i].Global[key]) is { } value)
                return (value, _files[i].Source);
        return (null, null);
    }

    /// <summary>What <c>!reference [job, key]</c> points at; nothing where the list is not such a reference.</summary>
    public (SourceNode? Node, SourceText? Source) Referenced(SourceSequence reference)
    {
        if (reference.Items is not [SourceScalar name, SourceScalar, ..] || !_byName.TryGetValue(name.Value, out var job))
            return (null, null);

        SourceNode? node = job.Job;
        foreach (var key in reference.Items.Skip(1))
            node = (node as SourceMapping)?[(key as SourceScalar)?.Value ?? ""];
        return (node, job.Source);
    }

    private void Collect((SourceMapping Job, SourceText? Source) job, List<(SourceMapping Job, SourceText? Source)> chain, HashSet<SourceMapping> visited)
    {
        if (chain.Count >= MaximumParents || !visited.Add(job.Job))
            return;

        chain.Add(job);
        var parents = job.Job["extends"] switch
        {
            SourceScalar single => [single.Value],
            SourceSequence several => several.Items.OfType<SourceScalar>().Select(parent => parent.Value).Take(MaximumParents).Reverse(),
            _ => (IEnumerable<string>)[],
        };
        foreach (var parent in parents)
            if (_byName.TryGetValue(parent, out var found))
                Collect(found, chain, visited);
    }

    private void Include(SourceNode? node, int depth)
    {
        foreach (var item in node is SourceSequence list ? list.Items.Take(MaximumIncludes) : node is null ? [] : [node])
        {
            var path = item is SourceMapping mapping ? mapping.Scalar("local") : item as SourceScalar;
            if (path is null || path.IsNull || path.Value.Contains("://", StringComparison.Ordinal) || path.Value.AsSpan().ContainsAny('*', '$'))
                continue;
            if (_files.Count >= MaximumIncludes || depth > MaximumIncludeDepth || _context.OpenFromRoot(path.Value) is not { } file)
                continue;

            foreach (var document in file.Content.Documents.OfType<SourceMapping>())
            {
                if (_files.Exists(known => known.Document == document))
                    continue;

                Include(document["include"], depth + 1);
                _files.Add((document, file.Source));
            }
        }
    }
}
