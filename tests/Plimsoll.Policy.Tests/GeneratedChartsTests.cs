using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Charts in registries, where they are depended on and installed from, written at random with known places.</summary>
public class GeneratedChartsTests
{
    private static readonly Gen<(string Registry, string Name, string Version, int Style, string Noise)[]> Charts =
        Gen.Select(OneOf("r.io/charts", "reg:5000/x", "ghcr.io/acme/"), OneOf("web", "db"), OneOf("1.2.3", "v1.2.3-rc.1", "1.2.3+b.4", "1.*", "^1.2", ">=1.0", "latest"), Gen.Int[1, 2], OneOf("", "# image: x:1", "# é😀")).Array[1, 5];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Reference(string registry, string name, string version) =>
        $"{registry.TrimEnd('/')}/{name}" + (version.AsSpan().IndexOfAny("*^>") >= 0 ? "" : $":{version.Replace('+', '_')}");

    [Fact]
    public void Every_chart_that_a_chart_depends_on_is_found_and_nothing_else() =>
        Gen.Select(Charts, Gen.Bool, Gen.Bool).Sample((charts, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("apiVersion: v2\nname: shop\nversion: 1.2.3\nhome: oci://r.io/home\ndependencies:\n- {name: other, repository: 'https://r.io', version: 1.0.0}\n");
            foreach (var (registry, name, version, style, noise) in charts)
                writer.Write($"- name: {name} {noise}\n  repository: oci://{registry}\n  version: ").Quoted(version, Reference(registry, name, version), style).Write("\n");

            Assert.Equal(writer.Places, writer.Scan("Chart.yaml"));
        });

    [Fact]
    public void Every_chart_that_is_deployed_is_found_and_nothing_else() =>
        Gen.Select(Charts, Gen.Bool, Gen.Bool, Gen.Bool).Sample((charts, isFlux, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            for (var i = 0; i < charts.Length; i++)
            {
                var (registry, name, version, style, noise) = charts[i];
                if (isFlux)
                    writer.Write($"apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {{name: r{i}}}\nspec:\n  type: oci\n  url: oci://{registry}\n---\n")
                        .Write($"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      sourceRef: {{kind: HelmRepository, name: r{i}}} {noise}\n      chart: {name}\n      version: ");
                else
                    writer.Write($"apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    repoURL: oci://{registry} {noise}\n    chart: {name}\n    targetRevision: ");
                writer.Quoted(version, Reference(registry, name, version), style).Write("\n---\n");
            }

            Assert.Equal(writer.Places, writer.Scan("deploy.yaml"));
        });
}
