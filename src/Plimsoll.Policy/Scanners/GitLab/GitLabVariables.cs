using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitLab;

/// <summary>The variables of a GitLab CI file and of its jobs.</summary>
internal sealed class GitLabVariables
{
    private readonly GitLabJobs _jobs;
    private readonly PipelineImages _images;
    private readonly ScanContext _context;
    private readonly ScalarLookup _file;

    // Those that count most come first.
    private readonly List<(Dictionary<string, SourceNode>? Variables, SourceNode? Rules, SourceText? Source)> _files = [];
    private SourceMapping? _inputs;
    private bool _hasReadInputs;

    public GitLabVariables(GitLabJobs jobs, PipelineImages images, ScanContext context)
    {
        _images = images;
        _jobs = jobs;
        _context = context;
        _file = FileVariable;
        foreach (var (document, source) in jobs.Files.Reverse())
        {
            var variables = (document["variables"] as SourceMapping)?.Effective().ToDictionary(entry => entry.Key.Value, entry => entry.Value, StringComparer.Ordinal);
            _files.Add((variables, (document["workflow"] as SourceMapping)?["rules"], source));
        }
    }

    /// <summary>The environment outside jobs.</summary>
    public IReadOnlyList<ScalarLookup> OfFile => [_file];

    /// <summary>The environments of a job: one for each combination of its matrix.</summary>
    public IReadOnlyList<ScalarLookup> Find(string name, SourceMapping job)
    {
        var chain = _jobs.WithParents(name, job);
        ScalarLookup lookup = variable => JobVariable(chain, variable);
        var parallel = chain.Select(ancestor => ancestor.Job["parallel"]).FirstOrDefault(value => value is not null);
        if ((parallel as SourceMapping)?["matrix"] is not SourceSequence entries)
            return [lookup];

        var source = chain.First(ancestor => ancestor.Job["parallel"] is not null).Source;
        var environments = new List<ScalarLookup>();
        foreach (var entry in entries.Items.OfType<SourceMapping>())
        {
            var combinations = _images.Combinations(entry, () => Matrix.Product(entry.Effective().Select(axis => (axis.Key.Value, axis.Value)).Reverse(), StringComparer.Ordinal));
            if (combinations is null || environments.Count + combinations.Count > Matrix.MaximumCombinations)
                return PipelineImages.NoVariables;

            foreach (var combination in combinations)
                environments.Add(variable => combination.TryGetValue(variable, out var value) ? Values(value, source) : lookup(variable));
        }

        return environments.Count == 0 ? [lookup] : environments;
    }

    /// <summary>The values that rules may give a variable, and the one it has without them.</summary>
    private IReadOnlyList<LocatedScalar>? JobVariable(IReadOnlyList<(SourceMapping Job, SourceText? Source)> chain, string name)
    {
        var plain = chain
            .Select(ancestor => Values((ancestor.Job["variables"] as SourceMapping)?[name], ancestor.Source))
            .FirstOrDefault(values => values is not null) ?? _file(name);
        var rules = chain.FirstOrDefault(ancestor => ancestor.Job["rules"] is SourceSequence);
        return With(plain, FromRules(rules.Job?["rules"], name, rules.Source));
    }

    private IReadOnlyList<LocatedScalar>? FileVariable(string name)
    {
        if (name.StartsWith("inputs.", StringComparison.Ordinal))
            return Values((Inputs?[name["inputs.".Length..]] as SourceMapping)?["default"], null);

        IReadOnlyList<LocatedScalar>? plain = null;
        var fromRules = new List<LocatedScalar>();
        foreach (var (variables, rules, source) in _files)
        {
            plain ??= Values(variables?.GetValueOrDefault(name), source);
            fromRules.AddRange(FromRules(rules, name, source));
        }

        return With(plain, fromRules);
    }

    private static List<LocatedScalar> FromRules(SourceNode? rules, string name, SourceText? source)
    {
        var values = new List<LocatedScalar>();
        if (rules is SourceSequence sequence)
            foreach (var rule in sequence.Items.OfType<SourceMapping>().Take(Matrix.MaximumCombinations))
                values.AddRange(Values((rule["variables"] as SourceMapping)?[name], source) ?? []);
        return values;
    }

    private static IReadOnlyList<LocatedScalar>? With(IReadOnlyList<LocatedScalar>? plain, List<LocatedScalar> fromRules) =>
        fromRules.Count == 0 ? plain : [.. plain ?? [], .. fromRules];

    /// <summary>A variable is a scalar, or a mapping that describes it.</summary>
    private static IReadOnlyList<LocatedScalar>? Values(SourceNode? node, SourceText? source) =>
        node switch
        {
            SourceScalar scalar => [new LocatedScalar(scalar, source)],
            SourceMapping mapping when mapping["value"] is SourceScalar scalar => [new LocatedScalar(scalar, source)],
            _ => null,
        };

    /// <summary>The inputs that a header declares, which is a document of its own before this one.</summary>
    private SourceMapping? Inputs
    {
        get
        {
            if (!_hasReadInputs)
            {
                _hasReadInputs = true;
                if (YamlReader.Read(_context.Source.Text, CancellationToken.None).Documents is [SourceMapping header, ..])
                    _inputs = (header["spec"] as SourceMapping)?["inputs"] as SourceMapping;
            }

            return _inputs;
        }
    }
}
