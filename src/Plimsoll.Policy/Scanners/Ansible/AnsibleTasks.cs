using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>The tasks of a file, of all plays and blocks, with the variables that count at each.</summary>
/// <param name="context">The file.</param>
internal sealed class AnsibleTasks(ScanContext context)
{
    private const int MaximumDepth = 16;
    private const int MaximumReadings = 64;

    private static readonly string[] Lists = ["pre_tasks", "tasks", "post_tasks", "handlers"];
    private static readonly string[] Branches = ["block", "rescue", "always"];

    private readonly HashSet<string> _computed = new(StringComparer.Ordinal);
    private readonly List<(SourceMapping Task, AnsibleScope Scope)> _tasks = [];

    private readonly List<(SourceMapping Variables, AnsibleScope Scope)> _variables = [];

    // Aliases lead to a list or a task many times.
    private readonly HashSet<SourceNode> _visited = [];
    private readonly Dictionary<SourceMapping, int> _readings = [];

    /// <summary>What plays, their roles, blocks and tasks set, with the scope that it is in.</summary>
    public IReadOnlyList<(SourceMapping Variables, AnsibleScope Scope)> Variables => _variables;

    /// <summary>Finds them in the order of the file.</summary>
    public IReadOnlyList<(SourceMapping Task, AnsibleScope Scope)> Find(SourceSequence document)
    {
        var file = AnsibleRole.Around(context) is { } role ? role.Scope(AnsibleScope.Create(_computed)) : AnsibleScope.Create(_computed);
        foreach (var item in document.Items.OfType<SourceMapping>())
            if (AnsibleScanner.IsPlay(item))
                Play(item, file);
            else
                Task(item, file, 0);
        return _tasks;
    }

    private void Play(SourceMapping play, AnsibleScope outer)
    {
        var scope = outer.With(play["vars"]);
        foreach (var path in (play["vars_files"] as SourceSequence)?.Items.OfType<SourceScalar>() ?? [])
            if (!path.Value.Contains("{{", StringComparison.Ordinal) && context.Open(path.Value) is { } file)
                scope = scope.With(file.Root, file.Source);

        // Its variables, the parameters of its roles, and the defaults of modules.
        var settings = new SourceMapping();
        settings.Entries.AddRange(play.Entries.Where(entry => entry.Key is SourceScalar key && Array.IndexOf(Lists, key.Value) < 0));
        _variables.Add((settings, scope));
        foreach (var list in Lists)
            Tasks(play[list], scope, 0);
    }

    private void Tasks(SourceNode? node, AnsibleScope scope, int depth)
    {
        if (node is SourceSequence list && depth <= MaximumDepth && _visited.Add(list))
            foreach (var task in list.Items.OfType<SourceMapping>())
                Task(task, scope, depth);
    }

    private void Task(SourceMapping task, AnsibleScope scope, int depth)
    {
        if ((_readings[task] = _readings.GetValueOrDefault(task) + 1) > MaximumReadings)
            return;

        var inner = Enter(task["vars"], scope);
        if (task["block"] is not null)
        {
            foreach (var branch in Branches)
                Tasks(task[branch], inner, depth + 1);
            return;
        }

        _tasks.Add((task, scope));
        if (task.Scalar("register") is { } result)
            _computed.Add(result.Value);
        foreach (var (key, value) in task.Effective())
            if (key.Value is "set_fact" or "ansible.builtin.set_fact" && value is SourceMapping facts)
            {
                Enter(facts, scope);
                foreach (var (name, _) in facts.Effective())
                    _computed.Add(name.Value);
            }
    }

    private AnsibleScope Enter(SourceNode? variables, AnsibleScope scope)
    {
        var inner = scope.With(variables);
        if (variables is SourceMapping mapping)
            _variables.Add((mapping, inner));
        return inner;
    }
}
