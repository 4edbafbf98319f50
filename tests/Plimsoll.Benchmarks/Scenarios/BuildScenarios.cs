using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>The build of a clone of this repository, which lists its targets, beside a program that says hello.</summary>
internal static class BuildScenarios
{
    private const string Compiled = "dotnet hello.dll";
    private const string Started = "dotnet run";

    public static IEnumerable<Scenario> Create()
    {
        yield return Create("nothing changed", (_, _) => { }, withCompiled: true) with { Runs = 11, Targets = [Target.AtMostMore(0.15, Measure.Wall, Compiled)] };
        yield return Create("after an edit", Edit, withCompiled: false) with { Runs = 3 };
        yield return Create("nothing is compiled", Clean, withCompiled: false) with { Runs = 3 };
    }

    private static Scenario Create(string state, Action<TempDirectory, Trial> prepare, bool withCompiled) => new("build", $"./build.sh --help, {state}", async workbench =>
    {
        var folder = workbench.CreateFolder();
        await CommandRunner.RunAsync(new Invocation("git", "clone", "--quiet", NativeCommand.RepositoryRoot, folder["clone"]));
        folder.Write("hello/Program.cs", "Console.WriteLine(\"hello\");\n");
        folder.Write("hello/hello.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        var build = new Invocation(folder["clone/build.sh"], "--help") { Folder = folder["clone"] };
        var run = new Invocation("dotnet", "run") { Folder = folder["hello"] };
        await CommandRunner.RunAsync(build);
        await CommandRunner.RunAsync(run);
        List<Contender> contenders = [Contend("./build.sh", build), Contend(Started, run)];
        if (withCompiled)
            contenders.Add(Contend(Compiled, new Invocation("dotnet", folder["hello/bin/Debug/net10.0/hello.dll"])));
        return contenders;

        Contender Contend(string name, Invocation command) => new(name, trial =>
        {
            prepare(folder, trial);
            return command;
        });
    })
    {
        IsSlow = true,
    };

    private static void Edit(TempDirectory folder, Trial trial)
    {
        File.AppendAllText(folder["clone/build/Build.cs"], $"\n// {trial.Number}\n");
        File.AppendAllText(folder["hello/Program.cs"], $"\n// {trial.Number}\n");
    }

    private static void Clean(TempDirectory folder, Trial trial)
    {
        foreach (var path in (string[])["clone/.nuke/temp", "clone/artifacts", "hello/bin", "hello/obj"])
            if (Directory.Exists(folder[path]))
                Directory.Delete(folder[path], recursive: true);
    }
}
