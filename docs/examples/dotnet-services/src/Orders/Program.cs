System.Console.WriteLine("Orders");
