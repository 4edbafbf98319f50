using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Plimsoll.Tests.Architecture;

/// <summary>
/// Which folder may use which, checked on the compiled assemblies: <c>using</c> lines are a poor witness, because a child
/// namespace sees its parents without one.
/// </summary>
public class ImportRuleTests
{
    /// <summary>What each folder may use besides itself and the root namespace (exception and exit codes).</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Plimsoll"] = [],
        ["Plimsoll.Images"] = [],
        ["Plimsoll.Versioning"] = ["Plimsoll.Images"],
        ["Plimsoll.Storage"] = ["Plimsoll.Images"],
        ["Plimsoll.Registries"] = ["Plimsoll.Storage", "Plimsoll.Images"],
        ["Plimsoll.Hosts"] = ["Plimsoll.Versioning"],
        ["Plimsoll.Tags"] = ["Plimsoll.Versioning", "Plimsoll.Images"],
        ["Plimsoll.Policy"] = ["Plimsoll.Tags", "Plimsoll.Images", "Plimsoll.Hosts"],
        ["Plimsoll.Publishing"] = ["Plimsoll.Images", "Plimsoll.Versioning", "Plimsoll.Storage", "Plimsoll.Registries", "Plimsoll.Hosts", "Plimsoll.Tags", "Plimsoll.Policy"],
        ["Plimsoll.Configuration"] = ["Plimsoll.Images", "Plimsoll.Versioning", "Plimsoll.Storage", "Plimsoll.Registries", "Plimsoll.Hosts", "Plimsoll.Tags", "Plimsoll.Policy", "Plimsoll.Publishing"],
        ["Plimsoll.Git"] = ["Plimsoll.Versioning"],
        ["Plimsoll.Docker"] = ["Plimsoll.Storage", "Plimsoll.Images"],
        ["Plimsoll.Build.Targets"] = [],
    };

    [Theory]
    [InlineData("Plimsoll.dll")]
    [InlineData("Plimsoll.Git.dll")]
    [InlineData("Plimsoll.Docker.dll")]
    [InlineData("Plimsoll.Build.dll")]
    public void Folders_use_only_what_the_design_allows(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly));
        var violations = module.GetAllTypes()
            .Where(type => FolderOf(type) is not null)
            .SelectMany(type => UsedTypes(type).Select(used => (From: type, To: used)))
            .Where(use => FolderOf(use.From) is { } from && FolderOf(use.To) is { } to && to != "Plimsoll" && from != to && !Allowed[from].Contains(to))
            .Select(use => $"{use.From.FullName} uses {use.To.FullName}")
            .Distinct()
            .Order()
            .ToList();

        Assert.Empty(violations);
    }

    [Fact]
    public void The_check_sees_uses_in_signatures_and_in_method_bodies()
    {
        using var module = ModuleDefinition.ReadModule(typeof(ImportRuleTests).Assembly.Location);
        var type = module.GetType(typeof(Example).FullName!.Replace('+', '/'));
        var used = UsedTypes(type).Select(FolderOf).ToHashSet();

        Assert.Contains("Plimsoll.Images", used);
        Assert.Contains("Plimsoll.Tags", used);
    }

    /// <summary>Only these assemblies may know the library they exist for.</summary>
    [Theory]
    [InlineData("Plimsoll.dll", "LibGit2Sharp")]
    [InlineData("Plimsoll.dll", "Docker.DotNet")]
    [InlineData("Plimsoll.Git.dll", "Docker.DotNet")]
    [InlineData("Plimsoll.Docker.dll", "LibGit2Sharp")]
    [InlineData("Plimsoll.Build.dll", "LibGit2Sharp")]
    [InlineData("Plimsoll.Build.dll", "Docker.DotNet")]
    public void Foreign_libraries_stay_in_their_assembly(string assembly, string library)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly));

        Assert.DoesNotContain(module.AssemblyReferences, reference => reference.Name.StartsWith(library, StringComparison.Ordinal));
    }

    /// <summary>The longest folder of the table that the type's namespace is in; <c>null</c> for generated and foreign types.</summary>
    private static string? FolderOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is not null)
            outer = outer.DeclaringType;

        return Allowed.Keys
            .Where(folder => outer.Namespace == folder || outer.Namespace.StartsWith(folder + ".", StringComparison.Ordinal))
            .Where(folder => folder != "Plimsoll" || outer.Namespace == "Plimsoll")
            .MaxBy(folder => folder.Length);
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
        public Plimsoll.Images.Digest? Signature { get; set; }

        public static string Body() => Plimsoll.Tags.TagClassifier.Classify(null).ToString();
    }
}
