using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Applications of Fly.io, written at random with known images at known places.</summary>
public class GeneratedFlyTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_an_application_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("nginx", "ghcr.io/a/b", "reg:5000/x"), OneOf(":latest", ":v1.30.0"), OneOf("'", "\""));
        Gen.Select(image, image, image.Array[0, 4], OneOf("", "# image = \"no:1\"", "# é😀 [build]"), Gen.Int[0, 2], Gen.Bool, Gen.Bool).Sample((deployed, builder, arguments, noise, style, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write($"app = \"image\" {noise}\n");
            void Value((string Repository, string Tag, string Quote) value) => writer.Write(value.Quote).Image(value.Repository + value.Tag).Write(value.Quote);
            if (style == 0)
            {
                writer.Write($"[build] {noise}\n  image = ");
                Value(deployed);
                writer.Write($" {noise}\n\tbuilder=");
                Value(builder);
                writer.Write("\n[build.args]\n");
                for (var i = 0; i < arguments.Length; i++)
                {
                    writer.Write($"X{i} = 'no:1'\nX{i}_IMAGE = ");
                    Value(arguments[i]);
                    writer.Write($" {noise}\n");
                }
            }
            else
            {
                writer.Write(style == 1 ? "build.image = " : "build = { ignorefile = 'image', image = ");
                Value(deployed);
                writer.Write(style == 1 ? "\n\"build\".'builder' = " : ", builder = ");
                Value(builder);
                writer.Write(style == 1 ? "\n" : $" }} {noise}\n");
            }

            writer.Write("[env]\nIMAGE = \"no:1\"\n[[vm]]\nimage = 'no'\n");
            Assert.Equal(writer.Places, writer.Scan("fly.toml"));
        });
    }
}
