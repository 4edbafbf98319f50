using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The pipelines that the documents show, and this repository's own, do what they say.</summary>
public sealed class PipelineExamplesTests
{
    /// <summary>What the hosts put in place of their expressions.</summary>
    private static readonly Dictionary<string, string> Expressions = new()
    {
        ["${{ github.repository_owner }}"] = "acme",
        ["${{ github.actor }}"] = RegistryServerOptions.Username,
        ["${{ secrets.GITHUB_TOKEN }}"] = RegistryServerOptions.Password,
        ["$(registryUser)"] = RegistryServerOptions.Username,
        ["$(registryPassword)"] = RegistryServerOptions.Password,
    };

    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (var name in Document.Names)
                for (var index = 0; index < PipelinesOf(name).Count; index++)
                    examples.Add(name, index);
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_command_of_a_pipeline_is_one_that_every_commit_must_pass(string name, int index)
    {
        var ci = File.ReadAllLines(Path.Combine(NativeCommand.RepositoryRoot, ".ci", "run"));
        var example = PipelineExample.Parse(PipelinesOf(name)[index]);

        Assert.NotEmpty(example.Steps);
        foreach (var line in example.Steps.SelectMany(step => step.Command.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            Assert.Contains(ci, executed => executed.StartsWith(line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_pipeline_checks_out_the_whole_history(string name, int index) =>
        Assert.Equal(["0"], PipelineExample.Parse(PipelinesOf(name)[index]).CheckoutDepths);

    /// <summary>The command and the target <c>Publish</c> read the same variables; the command is what runs here.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_variables_of_a_pipeline_publish_to_a_registry_with_a_password(string name, int index)
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var shell = ReaderShell.Open([]);
        var step = Assert.Single(PipelineExample.Parse(PipelinesOf(name)[index]).Steps);
        var variables = step.Variables.ToDictionary(variable => variable.Key, variable => Evaluate(variable.Value));
        var written = variables["PLIMSOLL_REGISTRY"];
        variables["PLIMSOLL_REGISTRY"] = registry.Host + written[written.IndexOf('/')..];

        var (output, exitCode) = await shell.RunAsync("plimsoll publish files:out --image app", variables);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{registry.Host}/acme/app:2.1.0", output);
    }

    [Fact]
    public void The_workflow_of_this_repository_runs_what_every_commit_must_pass_on_the_whole_history()
    {
        var workflow = PipelineExample.Parse(File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, ".github", "workflows", "ci.yml")));

        Assert.EndsWith(" .ci/run", Assert.Single(workflow.Steps).Command);
        Assert.Equal(["0"], workflow.CheckoutDepths);
    }

    private static List<string> PipelinesOf(string name) => [.. Document.Read(name).Shown("yaml")];

    private static string Evaluate(string value)
    {
        foreach (var (expression, meaning) in Expressions)
            value = value.Replace(expression, meaning, StringComparison.Ordinal);
        Assert.DoesNotContain("$", value);
        return value;
    }
}
