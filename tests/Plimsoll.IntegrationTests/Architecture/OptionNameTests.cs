using System.CommandLine;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Plimsoll.Cli;

namespace Plimsoll.IntegrationTests.Architecture;

/// <summary>
/// Texts of the libraries, read from the compiled assemblies, name no option of the command: a build has others. They name
/// a setting, and each front end prints its own name for it.
/// </summary>
public partial class OptionNameTests
{
    public static TheoryData<string> Libraries => ["Plimsoll.Oci", "Plimsoll.Tags", "Plimsoll.MetadataAction", "Plimsoll.Policy", "Plimsoll.Git", "Plimsoll.Docker", "Plimsoll.Signing", "Plimsoll.Publishing"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_names_no_option_of_the_command(string library)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{library}.dll"));
        var texts = module.GetAllTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions).Where(instruction => instruction.OpCode == OpCodes.Ldstr)
            .Select(instruction => (string)instruction.Operand);

        Assert.DoesNotContain(texts, NamesOption);
    }

    [Theory]
    [InlineData("Choose one with --platform.", true)]
    [InlineData("Publish without an engine (--via direct).", true)]
    [InlineData("Create it with 'plimsoll check --update-baseline'.", true)]
    [InlineData("Choose one with the setting 'platform'.", false)]
    [InlineData("Get it with 'git fetch --tags origin'.", false)]
    [InlineData("--platform", false)]
    [InlineData("-e --platform --pull", false)]
    public void The_check_tells_a_sentence_with_an_option_from_the_arguments_of_another_program(string text, bool expected) => Assert.Equal(expected, NamesOption(text));

    /// <summary>A sentence in which an option of the command stands, and not in a line for another program. Options alone are a table of another program's.</summary>
    private static bool NamesOption(string text) =>
        text.Split(' ') is { Length: > 1 } words && !Array.TrueForAll(words, word => word.StartsWith('-')) && Option.Matches(OtherProgram.Replace(text, "")).Any(match => Options.Value.Contains(match.Value));

    private static readonly Lazy<HashSet<string>> Options = new(() => [.. OptionsOf(new PlimsollCommand(new CommandHost
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Clock = TimeProvider.System,
        Directory = AppContext.BaseDirectory,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
    }).CreateRoot())]);

    private static IEnumerable<string> OptionsOf(Command command) => command.Options.Select(option => option.Name).Concat(command.Subcommands.SelectMany(OptionsOf));

    [GeneratedRegex("(?<![a-zA-Z0-9-])--[a-z][a-z-]*[a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Option { get; }

    [GeneratedRegex(@"\b(git|docker|skopeo|az|aws|cosign|podman) [^'`()]*", RegexOptions.CultureInvariant)]
    private static partial Regex OtherProgram { get; }
}
