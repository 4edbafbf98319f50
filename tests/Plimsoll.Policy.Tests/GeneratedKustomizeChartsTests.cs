using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Kustomizations that inflate charts, written at random with known charts and images at known places.</summary>
public class GeneratedKustomizeChartsTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_chart_of_a_registry_and_every_image_of_its_values_is_found_and_nothing_else()
    {
        var chart = Gen.Select(OneOf("oci://r.io/charts", "oci://reg:5000/x", "https://r.io/charts"), OneOf("web", "db"), OneOf("1.2.3", "v1.2.3-rc.1", "1.2.3+b.4"), Gen.Int[0, 4], OneOf("", "# image: x:1", "# é😀"), Gen.Int[0, 3], Gen.Bool);
        Gen.Select(chart.Array[1, 5], OneOf("kustomization.yaml", "kustomization.yml", "Kustomization"), Gen.Bool, Gen.Bool).Sample((charts, name, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nhelmGlobals: {chartHome: charts}\nhelmCharts:\n- {name: plain, version: 1.2.3}\n");
            foreach (var (repository, chartName, version, style, noise, values, isVersionFirst) in charts)
            {
                var isRegistry = repository.StartsWith("oci://", StringComparison.Ordinal);
                var whole = $"{repository["oci://".Length..]}/{chartName}:{version.Replace('+', '_')}";
                writer.Write("- releaseName: x\n");
                if (!isVersionFirst)
                    writer.Write($"  name: {chartName} {noise}\n  repo: {repository}\n");
                writer.Write("  version: ").Quoted(version, isRegistry ? whole : null, style).Write($" {noise}\n");
                if (isVersionFirst)
                    writer.Write($"  repo: '{repository}'\n  name: \"{chartName}\"\n");
                writer.Write("  valuesFile: values.yaml\n");
                if (values > 0)
                    writer.Write($"  valuesInline:\n    pullImage: true {noise}\n");
                if (values == 1)
                    writer.Write("    image: ").Value("a/b:v1", style, "    ", noise);
                else if (values == 2)
                    writer.Write("    image: {repository: a/b, tag: ").Quoted("v2", "a/b:v2", style % 3).Write($"}} {noise}\n");
                else if (values == 3)
                    writer.Write("    extraImages:\n    - ").Value("a/c:v3", style, "      ", noise);
            }

            Assert.Equal(writer.Places, writer.Scan(name));
        });
    }
}
