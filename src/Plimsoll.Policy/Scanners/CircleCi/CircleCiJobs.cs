using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CircleCi;

/// <summary>The jobs and executors of a CircleCI configuration or of an inline orb, and who calls them with which parameters.</summary>
/// <param name="document">The configuration or orb.</param>
/// <param name="pipeline">The parameters of the pipeline.</param>
/// <param name="images">Where images are left.</param>
/// <param name="commands">The commands of steps.</param>
internal sealed class CircleCiJobs(SourceMapping document, ScalarLookup pipeline, PipelineImages images, ShellImages commands)
{
    // Beyond this many calls of one job or executor, parameters count as unknown.
    private const int MaximumCalls = 256;

    private const string Prefix = "parameters.";

    private readonly Dictionary<string, List<ScalarLookup>> _jobCalls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ScalarLookup>> _executorCalls = new(StringComparer.Ordinal);

    /// <summary>Adds the images of all containers.</summary>
    public void Add()
    {
        if (document["workflows"] is SourceMapping workflows)
            foreach (var workflow in workflows.Effective().Select(entry => entry.Value).OfType<SourceMapping>())
                Workflow(workflow);

        foreach (var (name, job) in Mappings(document["jobs"]))
        {
            var environments = Environments(job, _jobCalls.GetValueOrDefault(name));
            Containers(job["docker"], environments);
            Machine(job);
            CircleCiSteps.Add(job["steps"], job["environment"] as SourceMapping, environments, commands);
            if (job["executor"] is { } executor)
                foreach (var environment in environments)
                    Executor(executor, environment);
        }

        foreach (var (_, command) in Mappings(document["commands"]))
            CircleCiSteps.Add(command["steps"], null, [Called(null, command["parameters"] as SourceMapping, pipeline)], commands);

        foreach (var (name, executor) in Mappings(document["executors"]))
        {
            Containers(executor["docker"], Environments(executor, _executorCalls.GetValueOrDefault(name)));
            Machine(executor);
        }
    }

    private void Workflow(SourceMapping workflow)
    {
        // A call is 'name' or 'name: {parameters}'.
        var environments = PipelineImages.NoVariables;
        if (workflow["jobs"] is not SourceSequence calls || !images.Enters(calls, ref environments))
            return;

        foreach (var call in calls.Items)
        {
            if (call is SourceScalar name)
                Record(_jobCalls, name.Value, [Called(null, Parameters("jobs", name.Value), pipeline)]);
            else if (call is SourceMapping mapping)
                foreach (var (job, arguments) in mapping.Effective())
                    Record(_jobCalls, job.Value, Combinations(arguments as SourceMapping, Parameters("jobs", job.Value)));
        }
    }

    /// <summary>The environments of a job: one for each combination of the call's matrix, whose values are arguments too.</summary>
    private IReadOnlyList<ScalarLookup> Combinations(SourceMapping? arguments, SourceMapping? parameters)
    {
        if ((arguments?["matrix"] as SourceMapping)?["parameters"] is not SourceMapping axes)
            return [Called(arguments, parameters, pipeline)];

        var combinations = images.Combinations(axes, () => Matrix.Product(axes.Effective().Select(entry => (entry.Key.Value, entry.Value)).Reverse(), StringComparer.Ordinal));
        return combinations?.ConvertAll(combination =>
        {
            IReadOnlyList<LocatedScalar>? Value(string name) => combination.GetValueOrDefault(name) is SourceScalar value ? [new LocatedScalar(value)] : null;
            var called = Called(arguments, parameters, name => name.StartsWith("matrix.", StringComparison.Ordinal) ? Value(name["matrix.".Length..]) : pipeline(name));
            return new ScalarLookup(name => name.StartsWith(Prefix, StringComparison.Ordinal) && combination.ContainsKey(name[Prefix.Length..]) ? Value(name[Prefix.Length..]) : called(name));
        }) ?? PipelineImages.NoVariables;
    }

    private void Executor(SourceNode executor, ScalarLookup job)
    {
        var arguments = executor as SourceMapping;
        if ((arguments?["name"] ?? executor) is SourceScalar name)
            foreach (var value in images.Evaluate(new LocatedScalar(name), job))
                Record(_executorCalls, value.Scalar.Value, [Called(arguments, Parameters("executors", value.Scalar.Value), job)]);
    }

    /// <summary>The environment of what is called: its arguments, read with the variables of the caller, else its defaults.</summary>
    private ScalarLookup Called(SourceMapping? arguments, SourceMapping? parameters, ScalarLookup caller)
    {
        var defaults = CircleCiScanner.Defaults(parameters, Prefix, pipeline);
        return name =>
            !name.StartsWith(Prefix, StringComparison.Ordinal) ? caller(name)
            : arguments?[name[Prefix.Length..]] is not { } argument ? defaults(name)
            : argument is SourceScalar scalar ? images.Evaluate(new LocatedScalar(scalar), caller)
            : null;
    }

    private SourceMapping? Parameters(string section, string name) =>
        ((document[section] as SourceMapping)?[name] as SourceMapping)?["parameters"] as SourceMapping;

    private static void Record(Dictionary<string, List<ScalarLookup>> calls, string name, IEnumerable<ScalarLookup> environments)
    {
        if (!calls.TryGetValue(name, out var list))
            calls[name] = list = [];
        if (list.Count > MaximumCalls)
            return;

        list.AddRange(environments);
        if (list.Count > MaximumCalls)
            list.Add(PipelineImages.NoVariables[0]);
    }

    /// <summary>The environments in which a job or an executor is read: those of its calls, or its defaults where it is not called.</summary>
    private List<ScalarLookup> Environments(SourceMapping called, List<ScalarLookup>? calls) =>
        calls ?? [Called(null, called["parameters"] as SourceMapping, pipeline)];

    private void Containers(SourceNode? node, IReadOnlyList<ScalarLookup> environments)
    {
        if (node is SourceSequence containers && images.Enters(containers, ref environments))
            foreach (var container in containers.Items.OfType<SourceMapping>())
                images.Add(container["image"], environments);
    }

    /// <summary>The image of a machine looks like one of a container, <c>ubuntu-2204:2024.01.1</c>, and is in no registry.</summary>
    private void Machine(SourceMapping holder) => commands.Context.Pass((holder["machine"] as SourceMapping)?.Scalar("image"));

    private static IEnumerable<(string Name, SourceMapping Value)> Mappings(SourceNode? node) =>
        node is SourceMapping mapping
            ? mapping.Effective().Where(entry => entry.Value is SourceMapping).Select(entry => (entry.Key.Value, (SourceMapping)entry.Value))
            : [];
}
