using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Plimsoll.IntegrationTests.Architecture;

/// <summary>
/// Which assembly and which folder may use which, checked on the compiled assemblies: <c>using</c> lines are a poor witness,
/// because a child namespace sees its parents without one.
/// </summary>
public class ImportRuleTests
{
    /// <summary>The floors: which of our assemblies each one may use. The compiler keeps them; this keeps the project files.</summary>
    private static readonly Dictionary<string, string[]> Floors = new()
    {
        ["Plimsoll.Oci"] = [],
        ["Plimsoll.Tags"] = ["Plimsoll.Oci"],
        ["Plimsoll.MetadataAction"] = ["Plimsoll.Oci", "Plimsoll.Tags"],
        ["Plimsoll.Policy"] = ["Plimsoll.Oci", "Plimsoll.Tags"],
        ["Plimsoll.Git"] = ["Plimsoll.Oci", "Plimsoll.Tags"],
        ["Plimsoll.Docker"] = ["Plimsoll.Oci"],
        ["Plimsoll.Signing"] = ["Plimsoll.Oci"],
        ["Plimsoll.Publishing"] = ["Plimsoll.Oci", "Plimsoll.Tags", "Plimsoll.MetadataAction", "Plimsoll.Policy", "Plimsoll.Git", "Plimsoll.Docker", "Plimsoll.Signing"],
        ["Plimsoll.Build"] = [],
        ["Plimsoll.Build.Components"] = ["Plimsoll.Build", "Plimsoll.Oci", "Plimsoll.Tags", "Plimsoll.MetadataAction", "Plimsoll.Policy", "Plimsoll.Git", "Plimsoll.Docker", "Plimsoll.Signing", "Plimsoll.Publishing"],
        ["Plimsoll.Cli"] = ["Plimsoll.Oci", "Plimsoll.Tags", "Plimsoll.MetadataAction", "Plimsoll.Policy", "Plimsoll.Git", "Plimsoll.Docker", "Plimsoll.Signing", "Plimsoll.Publishing"],
    };

    /// <summary>Which of the libraries of others an assembly may use; the command and the components use them through ours.</summary>
    private static readonly Dictionary<string, string[]> Foreign = new()
    {
        ["Plimsoll.Oci"] = ["Polly.Core", "ZstdSharp"],
        ["Plimsoll.Tags"] = ["Microsoft.Extensions.FileSystemGlobbing"],
        ["Plimsoll.Policy"] = ["Tomlyn", "YamlDotNet", "Microsoft.Extensions.FileSystemGlobbing"],
        ["Plimsoll.MetadataAction"] = [],
        ["Plimsoll.Git"] = ["LibGit2Sharp"],
        ["Plimsoll.Docker"] = ["Docker.DotNet*", "Microsoft.Extensions.Logging.Abstractions"],
        ["Plimsoll.Signing"] = ["BouncyCastle.Cryptography"],
        ["Plimsoll.Publishing"] = ["YamlDotNet", "Microsoft.Extensions.FileSystemGlobbing"],
        ["Plimsoll.Build"] = ["Microsoft.VisualStudio.SolutionPersistence"],
        ["Plimsoll.Build.Components"] = [],
        ["Plimsoll.Cli"] = ["System.CommandLine"],
    };

    public static TheoryData<string> Assemblies => [.. Floors.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_uses_only_lower_floors_and_its_own_libraries(string assembly)
    {
        using var module = Read(assembly);
        var foreign = Foreign.GetValueOrDefault(assembly, []);

        Assert.All(module.AssemblyReferences.Select(reference => reference.Name), name => Assert.True(
            IsFramework(name) || Floors[assembly].Contains(name) || foreign.Any(allowed => allowed == name || (allowed.EndsWith('*') && name.StartsWith(allowed[..^1], StringComparison.Ordinal))),
            $"{assembly} uses {name}."));
    }

    /// <summary>
    /// The folders below one folder form no cycle, each taken with all that is in it. Types that lie in the upper folder
    /// itself join those below, and may use and be used by any.
    /// </summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_beside_each_other_form_no_cycle(string assembly)
    {
        using var module = Read(assembly);
        var uses = module.GetAllTypes()
            .SelectMany(type => UsedTypes(type).Select(used => (From: NamespaceOf(type), To: NamespaceOf(used), Text: $"{type.FullName} uses {used.FullName}")))
            .Where(use => IsIn(use.From, assembly) && IsIn(use.To, assembly))
            .Select(use => Siblings(use.From, use.To) is { } siblings ? (siblings.From, siblings.To, use.Text) : default)
            .Where(use => use.From is not null)
            .GroupBy(use => (use.From, use.To))
            .ToDictionary(group => group.Key, group => group.Select(use => use.Text).Distinct().Order().First());

        var folders = uses.Keys.SelectMany(key => (string[])[key.From, key.To]).Distinct().ToList();
        var reached = folders.ToDictionary(folder => folder, folder => ReachedFrom(folder, uses.Keys));
        var cycles = uses.Where(use => reached[use.Key.To].Contains(use.Key.From)).Select(use => $"{use.Key.From} -> {use.Key.To}: {use.Value}").Order().ToList();

        Assert.Empty(cycles);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_type_is_in_a_folder_of_its_namespace(string assembly)
    {
        using var module = Read(assembly);

        Assert.All(
            // Source that several assemblies link (src/Shared) is in the root namespace.
            module.Types.Where(type => type.Namespace.StartsWith("Plimsoll.", StringComparison.Ordinal)),
            type => Assert.True(IsIn(type.Namespace, assembly), $"{type.FullName} is in {assembly}."));
    }

    [Fact]
    public void The_check_sees_uses_in_signatures_and_in_method_bodies()
    {
        using var module = ModuleDefinition.ReadModule(typeof(ImportRuleTests).Assembly.Location);
        var type = module.GetType(typeof(Example).FullName!.Replace('+', '/'));
        var used = UsedTypes(type).Select(NamespaceOf).ToHashSet();

        Assert.Contains("Plimsoll.Oci.Images", used);
        Assert.Contains("Plimsoll.Tags", used);
    }

    private static ModuleDefinition Read(string assembly) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly == "Plimsoll.Cli" ? "plimsoll.dll" : $"{assembly}.dll"));

    private static bool IsFramework(string name) => name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine" || name is "System" or "Microsoft.Win32.Primitives" or "netstandard" or "mscorlib";

    private static bool IsIn(string space, string assembly) =>
        space == assembly || (space.StartsWith(assembly + ".", StringComparison.Ordinal) && Floors.Keys.Where(other => other.Length > assembly.Length).All(other => space != other && !space.StartsWith(other + ".", StringComparison.Ordinal)));

    private static string NamespaceOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is not null)
            outer = outer.DeclaringType;
        return outer.Namespace;
    }

    /// <summary>The two folders beside each other that the namespaces are in; <c>null</c> where one is above the other.</summary>
    private static (string From, string To)? Siblings(string from, string to)
    {
        var (left, right) = (from.Split('.'), to.Split('.'));
        var common = 0;
        while (common < left.Length && common < right.Length && left[common] == right[common])
            common++;
        return common == left.Length || common == right.Length
            ? null
            : (string.Join('.', left[..(common + 1)]), string.Join('.', right[..(common + 1)]));
    }

    private static HashSet<string> ReachedFrom(string start, IEnumerable<(string From, string To)> uses)
    {
        var next = uses.ToLookup(use => use.From, use => use.To);
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
            if (reached.Add(folder))
                foreach (var other in next[folder])
                    open.Push(other);
        return reached;
    }

    private static IEnumerable<TypeReference> UsedTypes(TypeDefinition type)
    {
        var signatures = new[] { type.BaseType }
            .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Properties.Select(property => property.PropertyType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Concat(type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
        var bodies = type.Methods.Where(method => method.HasBody).SelectMany(method =>
            method.Body.Variables.Select(variable => variable.VariableType)
                .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
                .Concat(method.Body.Instructions.SelectMany(OperandTypes)));

        return signatures.Concat(bodies).OfType<TypeReference>().SelectMany(Flatten);
    }

    private static IEnumerable<TypeReference> OperandTypes(Instruction instruction) => instruction.Operand switch
    {
        GenericInstanceMethod method => method.GenericArguments.Append(method.DeclaringType).Append(method.ReturnType),
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };

    private static IEnumerable<TypeReference> Flatten(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Append(generic.ElementType),
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };

    private sealed class Example
    {
        public Plimsoll.Oci.Images.Digest? Signature { get; set; }

        public static string Body() => Plimsoll.Tags.TagClassifier.Classify(null).ToString();
    }
}
