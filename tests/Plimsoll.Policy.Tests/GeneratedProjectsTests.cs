using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Project files written at random with known images at known places: the scanner finds exactly those.</summary>
public class GeneratedProjectsTests
{
    private static readonly string[] Images = ["mcr.microsoft.com/dotnet/aspnet:10.0", "nginx", "reg:5000/a/b", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ghcr.io/x/y:1.2.3"];

    private static readonly string[] Noise =
    [
        "", "<!-- <ContainerBaseImage>no:1</ContainerBaseImage> -->\n", "<X>é😀 &lt;ContainerBaseImage&gt;</X>\n", "<Y Z=\"&gt; no:1\" />\n", "<![CDATA[<ContainerBaseImage>no:1</ContainerBaseImage>]]>\n",
        "<ContainerRepository>no/no</ContainerRepository>\n", "<?x no?>\n",
    ];

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 4].Array[1, 6], Gen.Int[0, 6].Array[6], Gen.Int[0, 3].Array[6], Gen.Bool, Gen.Bool).Sample((images, noise, styles, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("<Project>\n<PropertyGroup>\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = styles[i] switch { 1 => ("\n\t", "\n"), 2 => ("<![CDATA[", "]]>"), _ => ("", " ") };
                text.Write(Noise[noise[i]]);
                if (styles[i] == 3)
                    text.Write($"<P{i}>").Image(Images[images[i]]).Write($"</P{i}><ContainerBaseImage>$(P{i})</ContainerBaseImage>\n");
                else
                    text.Write($"<ContainerBaseImage Condition=\"'$(X)' != '{i}'\">{before}").Image(Images[images[i]]).Write($"{behind}</ContainerBaseImage>\n");
            }

            text.Write("</PropertyGroup>\n</Project>");
            Assert.Equal(text.Places, text.Scan("a/Shop.fsproj"));
        }, iter: 1_000);
}
