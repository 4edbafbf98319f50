using System.Text.Json.Nodes;
using NJsonSchema;
using Plimsoll.Build.CI;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

/// <summary>Inputs with types, as in Fallout: attributes of the build's class beside those of its workflows.</summary>
public sealed class GitHubInputsTests
{
    private const string Schema = "schemas/github-workflow.json";

    [SharedDataFact(Schema)]
    public async Task Each_type_is_asked_for_as_GitHub_does_and_the_build_gets_the_values()
    {
        var text = GeneratedText.Generate<Release>(new GitHubActionsAttribute("release", GitHubActionsImage.UbuntuLatest) { OnWorkflowDispatchRequiredInputs = ["Notes"], InvokedTargets = ["Push"] }).Content;

        var workflow = JsonNode.Parse(YamlText.ToJson(text))!;
        Assert.Equal(
            """{"inputs":{"Notes":{"required":true,"type":"string"},"DryRun":{"description":"Only show what would be pushed","required":false,"type":"boolean","default":true},"Channel":{"required":true,"type":"choice","default":"beta","options":["alpha","beta"]},"Level":{"required":false,"type":"choice","options":["Zero","Last","First"]},"Retries":{"required":false,"type":"number","default":1.5},"Stage":{"required":false,"type":"environment","default":"a: b"}}}""",
            workflow["on"]!["workflow_dispatch"]!.ToJsonString());
        Assert.Equal(
            """{"Notes":"${{ inputs.Notes }}","PLIMSOLL_DRY_RUN":"${{ inputs.DryRun }}","PLIMSOLL_CHANNEL":"${{ inputs.Channel }}","Level":"${{ inputs.Level }}","Retries":"${{ inputs.Retries }}","Stage":"${{ inputs.Stage }}"}""",
            workflow["jobs"]!["ubuntu-latest"]!["steps"]!.AsArray().Single(step => step!["run"] is not null)!["env"]!.ToJsonString());
        Assert.Empty((await JsonSchema.FromFileAsync(SharedData.GetPath(Schema))).Validate(YamlText.ToJson(text)));
    }

    [Fact]
    public void A_workflow_that_an_input_does_not_name_is_without_it()
    {
        var workflow = JsonNode.Parse(YamlText.ToJson(GeneratedText.Generate<Release>(new GitHubActionsAttribute("nightly build", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Push"] }).Content))!;

        Assert.Equal(["DryRun", "Stage"], workflow["on"]!["workflow_dispatch"]!["inputs"]!.AsObject().Select(input => input.Key));
    }

    [Theory]
    [InlineData(typeof(Elsewhere), "[GitHubActionsInput(\"A\")] is for the workflow 'relase', which Elsewhere does not have.")]
    [InlineData(typeof(NotEnumerated), "[GitHubActionsInput(\"A\")] has its options from String, which is not an enumeration.")]
    [InlineData(typeof(Both), "[GitHubActionsInput(\"A\")] has Options and OptionsFrom.")]
    [InlineData(typeof(NoOptions), "[GitHubActions(\"release\")]: The input A is a choice of no options.")]
    [InlineData(typeof(NoChoice), "[GitHubActions(\"release\")]: The input A has options, but is not a choice.")]
    [InlineData(typeof(NoOption), "[GitHubActions(\"release\")]: The input A has the default 'c', which it cannot be.")]
    [InlineData(typeof(NoBoolean), "[GitHubActions(\"release\")]: The input A has the default 'yes', which it cannot be.")]
    [InlineData(typeof(NoNumber), "[GitHubActions(\"release\")]: The input A has the default 'NaN', which it cannot be.")]
    [InlineData(typeof(NoName), "[GitHubActions(\"release\")]: The input 'a b' is not a name.")]
    [InlineData(typeof(Twice), "[GitHubActions(\"release\")]: The input a is there twice.")]
    public void A_mistake_is_an_error_that_names_the_input(Type build, string message)
    {
        var generate = typeof(GeneratedText).GetMethod(nameof(GeneratedText.Generate))!.MakeGenericMethod(build);

        var exception = Assert.Throws<BuildException>(() => generate.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [new GitHubActionsAttribute("release", GitHubActionsImage.UbuntuLatest), null], null));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
        Assert.NotNull(exception.Advice);
    }

    private abstract class Pushing : PlimsollBuild
    {
        [Parameter]
        readonly bool DryRun;

        [Parameter]
        readonly string? Channel;

        Target Push => _ => _.Executes(() => Log.Information("{0} {1}", DryRun, Channel));
    }

    private enum Level
    {
        Zero,
        Last = 2,
        First = 1,
    }

    [GitHubActions("release", GitHubActionsImage.UbuntuLatest)]
    [GitHubActions("nightly build", GitHubActionsImage.UbuntuLatest)]
    [GitHubActionsInput("DryRun", Type = GitHubActionsInputType.Boolean, Default = "true", Description = "Only show what would be pushed")]
    [GitHubActionsInput("Channel", Type = GitHubActionsInputType.Choice, Options = ["alpha", "beta"], Default = "beta", Required = true, Workflows = ["release"])]
    [GitHubActionsInput("Level", Type = GitHubActionsInputType.Choice, OptionsFrom = typeof(Level), Workflows = ["release"])]
    [GitHubActionsInput("Retries", Type = GitHubActionsInputType.Number, Default = "1.5", Workflows = ["release"])]
    [GitHubActionsInput("Stage", Type = GitHubActionsInputType.Environment, Default = "a: b", Workflows = ["release", "nightly build"])]
    private sealed class Release : Pushing;

    [GitHubActionsInput("A", Workflows = ["relase"])]
    private sealed class Elsewhere : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Choice, OptionsFrom = typeof(string))]
    private sealed class NotEnumerated : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Choice, OptionsFrom = typeof(Level), Options = ["a"])]
    private sealed class Both : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Choice)]
    private sealed class NoOptions : Pushing;

    [GitHubActionsInput("A", Options = ["a"])]
    private sealed class NoChoice : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Choice, Options = ["a", "b"], Default = "c")]
    private sealed class NoOption : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Boolean, Default = "yes")]
    private sealed class NoBoolean : Pushing;

    [GitHubActionsInput("A", Type = GitHubActionsInputType.Number, Default = "NaN")]
    private sealed class NoNumber : Pushing;

    [GitHubActionsInput("a b")]
    private sealed class NoName : Pushing;

    [GitHubActionsInput("A")]
    [GitHubActionsInput("a")]
    private sealed class Twice : Pushing;
}
